using Grpc.Core;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Translates failed calls for callers. Messages are ours; the server's message stays in the inner exception.</summary>
internal static class QdrantFaults
{
    public static StoreException Translate(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.NotFound => new(StoreFault.NotFound, "Qdrant does not have this collection; it may have been dropped.", failure),
        StatusCode.AlreadyExists => new(StoreFault.Conflict, "Qdrant already has a collection of this name.", failure),
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => new(
            StoreFault.Unavailable,
            "Qdrant rejects the API key, or requires one. Set Txt2Image:Vectors:Qdrant:ApiKey to a key with read and write access.",
            failure),
        StatusCode.ResourceExhausted => new(
            StoreFault.Unavailable, "Qdrant has reached one of its limits. Try again later, or raise that limit.", failure),
        StatusCode.FailedPrecondition => new(
            StoreFault.Locked, "Qdrant is locked for this operation. Unlock it, or wait until it is unlocked.", failure),
        StatusCode.Unimplemented => new(
            StoreFault.Unavailable,
            "The server at Txt2Image:Vectors:Qdrant:Url is not Qdrant's gRPC interface. Its default port is 6334; 6333 is REST.",
            failure),
        StatusCode.InvalidArgument or StatusCode.OutOfRange => new(
            StoreFault.Corrupt,
            "Qdrant rejected a request as invalid. Check its log: its strict mode or its version may be incompatible with this server.",
            failure),
        _ => new(
            StoreFault.Unavailable,
            "Qdrant is not available. Check that it is running and that Txt2Image:Vectors:Qdrant:Url is its address.",
            failure),
    };

    public static StoreException Late(TimeSpan limit, Exception? inner) => new(
        StoreFault.Unavailable,
        $"Qdrant did not respond within {limit.TotalSeconds:0.###} s. Try again; if this continues, give it more resources or raise the time limit.",
        inner);

    public static StoreException NotDone() =>
        new(StoreFault.Unavailable, "Qdrant did not complete a write in time, but may still do so. Send the same request again.");

    public static StoreException Foreign(string what) => new(
        StoreFault.Corrupt,
        $"Qdrant contains data that this server did not write ({what}). Check which other program writes to collections with its prefix.");
}

using Grpc.Core;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>What a failed call means to a caller. Messages are ours; the server's stays in the inner exception.</summary>
internal static class QdrantFaults
{
    public static StoreException Translate(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.NotFound => new(StoreFault.NotFound, "Qdrant does not have this collection (any more).", failure),
        StatusCode.AlreadyExists => new(StoreFault.Conflict, "Qdrant has a collection of this name already.", failure),
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => new(
            StoreFault.Unavailable,
            "Qdrant refuses the API key, or asks for one. Set Txt2Image:Vectors:Qdrant:ApiKey to a key that may read and write.",
            failure),
        StatusCode.ResourceExhausted => new(
            StoreFault.Unavailable, "Qdrant takes no more calls now: a limit of its own is reached. Try again later, or raise that limit.", failure),
        StatusCode.FailedPrecondition => new(
            StoreFault.Locked, "Qdrant is locked against this call. Unlock it, or wait for who locked it.", failure),
        StatusCode.Unimplemented => new(
            StoreFault.Unavailable,
            "What answers at Txt2Image:Vectors:Qdrant:Url is not Qdrant's gRPC interface. Its port is 6334, where REST has 6333.",
            failure),
        StatusCode.InvalidArgument or StatusCode.OutOfRange => new(
            StoreFault.Corrupt, "Qdrant calls a request invalid. Look at its log: a strict mode, or its version, may not suit this server.", failure),
        _ => new(StoreFault.Unavailable, "Qdrant does not answer as it should. Check that it runs, and that Txt2Image:Vectors:Qdrant:Url leads to it.", failure),
    };

    public static StoreException Late(TimeSpan limit, Exception? inner) =>
        new(StoreFault.Unavailable, $"Qdrant did not answer within {limit.TotalSeconds:0.###} s. Try again; if it stays so, give it more room or more time.", inner);

    public static StoreException NotDone() =>
        new(StoreFault.Unavailable, "Qdrant did not finish a write in time; it may still do so. Send the same again.");

    public static StoreException Foreign(string what) =>
        new(StoreFault.Corrupt, $"What Qdrant holds as {what} was not written by this server. Look who else writes to collections of its prefix.");
}

using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Translates failed calls for callers. Messages are ours; the server's message stays in the inner exception.</summary>
internal static class QdrantFaults
{
    private const string Setting = "Txt2Image:Vectors:Qdrant:Url";

    public static StoreException Translate(RpcException failure, string server) => failure.StatusCode switch
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
            StoreFault.Unavailable, $"What listens at {server} is not Qdrant. Set {Setting} to the address of its gRPC interface.", failure),
        StatusCode.InvalidArgument or StatusCode.OutOfRange => new(
            StoreFault.Corrupt,
            "Qdrant rejected a request as invalid. Check its log: its strict mode or its version may be incompatible with this server.",
            failure),
        _ => new(StoreFault.Unavailable, Reason(failure.Status.DebugException, server), failure),
    };

    public static StoreException Late(TimeSpan limit, Exception? inner) => new(
        StoreFault.Unavailable,
        $"Qdrant did not respond within {limit.TotalSeconds:0.###} s. Try again; if this continues, give it more resources or raise the time limit.",
        inner);

    public static StoreException NoCollection(Guid collection, Exception? inner = null) =>
        new(StoreFault.NotFound, $"There is no collection with the id {collection}; it may have been dropped.", inner);

    public static StoreException NotDone() =>
        new(StoreFault.Unavailable, "Qdrant did not complete a write in time, but may still do so. Send the same request again.");

    public static StoreException Foreign(string what) => new(
        StoreFault.Corrupt,
        $"Qdrant contains data that this server did not write ({what}). Check which other program writes to collections with its prefix.");

    /// <summary>Why there is no connection, as the client's exceptions tell it.</summary>
    private static string Reason(Exception? exception, string server) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            $"Nothing listens at {server}. Start Qdrant, or set {Setting} to the address of its gRPC interface (port 6334 by default).",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            $"The name in {server} does not resolve to an address. Correct {Setting}, or the name service.",
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } =>
            $"{server} answers in HTTP/1.1, which is not gRPC. Qdrant's REST port is 6333; set {Setting} to its gRPC port, 6334 by default.",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.Unknown } =>
            $"{server} does not complete an HTTP/2 handshake. Qdrant's gRPC port is 6334 by default, and 6333 is REST; if it uses TLS, set {Setting} "
            + "to https://.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException tls }
            when tls.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) =>
            $"The certificate of {server} is not trusted. Add its authority to this machine's trusted ones, or use the name in the certificate.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"{server} does not use TLS. Set {Setting} to http://, or turn TLS on in Qdrant.",
        _ => $"Qdrant is not available at {server}. Check that it is running and that {Setting} is its address.",
    };
}

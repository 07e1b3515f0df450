using Grpc.Net.Client.Balancer;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Tells a gRPC channel the nodes of a cluster: a channel takes its resolvers from a service provider.</summary>
internal sealed class QdrantNodes(IEnumerable<Uri> urls) : IServiceProvider
{
    /// <summary>The address of a channel to the nodes.</summary>
    public static readonly Uri Address = new("static:///qdrant");

    private readonly ResolverFactory[] _resolvers =
        [new StaticResolverFactory(_ => [.. urls.Select(url => new BalancerAddress(url.Host, url.Port))])];

    public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? _resolvers : null;
}

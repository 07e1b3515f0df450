using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>How writes are carried out where points are kept on several nodes: in one order, and on all of them before they are acknowledged.</summary>
internal sealed class WriteTerms(QdrantOptions options)
{
    /// <summary>The order of writes; null where there is one copy, which has one order anyway.</summary>
    public Wire.WriteOrdering? Ordering { get; } =
        options.Replicas > 1 ? new Wire.WriteOrdering { Type = Wire.WriteOrderingType.Strong } : null;

    /// <summary>Puts the copies and shards of a new collection into the request for it.</summary>
    public void Apply(Wire.CreateCollection request)
    {
        if (options.Shards > 0)
        {
            request.ShardNumber = (uint)options.Shards;
        }

        if (options.Replicas == 1)
        {
            return;
        }

        request.ReplicationFactor = (uint)options.Replicas;
        request.WriteConsistencyFactor = (uint)options.Replicas;
    }
}

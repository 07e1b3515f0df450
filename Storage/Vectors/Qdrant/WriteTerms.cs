using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// How writes are executed if several nodes store the points: in one order, and acknowledged only when all nodes have applied them.
/// </summary>
internal sealed class WriteTerms(QdrantOptions options)
{
    /// <summary>The write ordering; null if there is one copy, which has one order anyway.</summary>
    public Wire.WriteOrdering? Ordering { get; } =
        options.Replicas > 1 ? new Wire.WriteOrdering { Type = Wire.WriteOrderingType.Strong } : null;

    /// <summary>Sets the replication factor and the number of shards in a request for a new collection.</summary>
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

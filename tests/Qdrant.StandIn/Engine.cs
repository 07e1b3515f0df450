using System.Buffers;
using Google.Protobuf;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>All collections, and the single order of writes to them.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly SearchValues<char> NoNames = SearchValues.Create("<>:\"/\\|?*\0");

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredCollection> _collections = new(StringComparer.Ordinal);
    private readonly List<IMessage> _later = [];
    private readonly WriteLog? _log;

    public Engine(string? folder)
    {
        if (folder is null)
        {
            return;
        }

        (_log, var writes) = WriteLog.Open(folder);
        foreach (var write in writes)
        {
            Apply(write);
        }
    }

    public string[] List()
    {
        lock (_lock)
        {
            return [.. _collections.Keys];
        }
    }

    public T Read<T>(string collection, Func<StoredCollection, T> read)
    {
        lock (_lock)
        {
            return read(Get(collection));
        }
    }

    /// <summary>Applies a write: first on disk, then in memory.</summary>
    /// <exception cref="Grpc.Core.RpcException">The write is rejected; nothing has changed.</exception>
    public void Do(IMessage write)
    {
        lock (_lock)
        {
            // Writes for which the client did not wait are applied later: here, before the next write for which a client waits.
            foreach (var earlier in _later)
            {
                Apply(earlier);
            }

            _later.Clear();
            Check(write);
            _log?.Append(write);
            Apply(write);
        }
    }

    /// <summary>Queues a write: when the client gets its answer, the write is neither applied nor on disk.</summary>
    public void DoLater(IMessage write)
    {
        lock (_lock)
        {
            Check(write);
            _later.Add(write);
        }
    }

    /// <summary>Deletes a collection.</summary>
    /// <returns>Whether it existed.</returns>
    public bool Drop(Wire.DeleteCollection write)
    {
        lock (_lock)
        {
            if (!_collections.ContainsKey(write.CollectionName))
            {
                return false;
            }

            Do(write);
            return true;
        }
    }

    public void Dispose() => _log?.Dispose();

    private StoredCollection Get(string name) => _collections.GetValueOrDefault(name) ?? throw Refusal.NotFound(name);

    private void Check(IMessage write)
    {
        switch (write)
        {
            case Wire.CreateCollection create when _collections.ContainsKey(create.CollectionName):
                throw Refusal.Exists(create.CollectionName);
            case Wire.CreateCollection create:
                Check(create);
                break;
            case Wire.UpsertPoints upsert:
                Get(upsert.CollectionName).Check(upsert.Points);
                break;
            case Wire.DeletePoints delete:
                _ = Get(delete.CollectionName).Get(delete.Points?.Points?.Ids ?? []).Count();
                FilterCheck.Check(delete.Points?.Filter);
                break;
            case Wire.SetPayloadPoints set:
                Get(set.CollectionName).CheckThere(set.PointsSelector ?? throw Refusal.Invalid("PointsSelector is required"));
                break;
            case Wire.CreateFieldIndexCollection index:
                _ = Get(index.CollectionName);
                if (!index.FieldName.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.') || !index.HasFieldType)
                {
                    throw Refusal.Invalid($"Unable to index the field {index.FieldName}");
                }

                break;
        }
    }

    private static void Check(Wire.CreateCollection create)
    {
        if (create.CollectionName.Length is 0 or > 255 || create.CollectionName.AsSpan().IndexOfAny(NoNames) >= 0)
        {
            throw Refusal.Invalid("Validation error: collection_name");
        }

        if (create.VectorsConfig?.Params is not { Size: > 0 and <= 65_536, Distance: not Wire.Distance.UnknownDistance })
        {
            throw Refusal.Invalid("Validation error: vectors_config");
        }
    }

    private void Apply(IMessage write)
    {
        switch (write)
        {
            case Wire.CreateCollection create:
                _collections.Add(create.CollectionName, new StoredCollection(create));
                break;
            case Wire.DeleteCollection delete:
                _collections.Remove(delete.CollectionName);
                break;
            case Wire.UpsertPoints upsert:
                _collections.GetValueOrDefault(upsert.CollectionName)?.Upsert(upsert.Points);
                break;
            case Wire.DeletePoints delete:
                _collections.GetValueOrDefault(delete.CollectionName)?.Delete(delete.Points);
                break;
            case Wire.SetPayloadPoints set:
                _collections.GetValueOrDefault(set.CollectionName)?.SetPayload(set.PointsSelector, set.Payload);
                break;
            case Wire.CreateFieldIndexCollection index when _collections.TryGetValue(index.CollectionName, out var collection):
                collection.Indexes[index.FieldName] = index.FieldType;
                break;
        }
    }
}

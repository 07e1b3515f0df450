using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>Executes writes one at a time: first on disk, then in memory.</summary>
internal sealed class EmbeddedWrites(Database database, TimeProvider time, Catalogue catalogue, int blockRows)
{
    private volatile Catalogue _catalogue = catalogue;

    /// <summary>The current collections.</summary>
    public Catalogue Catalogue
    {
        get => _catalogue;
        private set => _catalogue = value;
    }

    public (CollectionInfo Collection, bool Created) Create(NewCollection wanted)
    {
        if (Catalogue.Find(wanted.Name) is { } found)
        {
            StoreArguments.CheckSame(found.Info, wanted);
            return (found.Info, false);
        }

        var info = CollectionInfo.New(Guid.NewGuid(), wanted, time.GetUtcNow());
        var key = database.Write(connection => CatalogueTable.Insert(connection, info));
        var collection = new Collection(new CatalogueRow(key, info), blockRows);
        Catalogue = Catalogue.With(collection);
        return (collection.Info, true);
    }

    public bool Drop(Guid id)
    {
        if (Catalogue.Find(id) is not { } collection)
        {
            return false;
        }

        database.Write(connection =>
        {
            CatalogueTable.Delete(connection, collection.Key);
            return true;
        });
        Catalogue = Catalogue.Without(collection);
        return true;
    }

    public bool SetAlias(Collection collection, string alias)
    {
        var holder = Catalogue.Find(alias);
        if (holder?.Info.Name == alias)
        {
            throw StoreArguments.AliasIsName(alias);
        }

        database.Write(connection =>
        {
            CatalogueTable.SetAlias(connection, collection.Key, alias);
            return true;
        });
        holder?.SetAliases([.. holder.Info.Aliases.Where(other => other != alias)]);
        collection.SetAliases([.. collection.Info.Aliases.Append(alias).Order(StringComparer.Ordinal)]);
        Catalogue = new Catalogue(Catalogue.All);
        return true;
    }

    public bool RemoveAlias(Collection collection, string alias)
    {
        if (!collection.Info.Aliases.Contains(alias, StringComparer.Ordinal))
        {
            return false;
        }

        database.Write(connection =>
        {
            CatalogueTable.DeleteAlias(connection, alias);
            return true;
        });
        collection.SetAliases([.. collection.Info.Aliases.Where(other => other != alias)]);
        Catalogue = new Catalogue(Catalogue.All);
        return true;
    }

    public bool Replace(Collection replaced, Collection by, string keptAs)
    {
        var name = replaced.Info.Name;
        if (name == keptAs)
        {
            return false;
        }

        if (Catalogue.Find(keptAs) is { } holder && holder != replaced)
        {
            throw StoreArguments.NameIsTaken(keptAs, holder.Info.Name);
        }

        var kept = replaced.Info with { Name = keptAs, Aliases = [] };
        var aliases = replaced.Info.Aliases.Where(alias => alias != keptAs).Concat(by.Info.Aliases);
        var next = by.Info.Continuing(replaced.Info) with { Aliases = [.. aliases.Order(StringComparer.Ordinal)] };
        database.Write(connection =>
        {
            CatalogueTable.DeleteAlias(connection, keptAs);
            CatalogueTable.MoveAliases(connection, replaced.Key, by.Key);
            CatalogueTable.Rename(connection, replaced.Key, kept);
            CatalogueTable.Rename(connection, by.Key, next);
            return true;
        });

        // Both change at once for readers, who see one catalogue or the other.
        Catalogue = new Catalogue([
            .. Catalogue.All.Where(other => other != replaced && other != by), replaced.Renamed(kept), by.Renamed(next),
        ]);
        return true;
    }

    public UpsertResult Upsert(Collection collection, IReadOnlyList<Point> points)
    {
        foreach (var point in points)
        {
            StoreArguments.CheckLength(point.Vector.Length, collection.Info.Dimension);
        }

        var plan = new UpsertPlan(points, collection.Rows.Find);
        return plan.ToResult(Apply(collection, plan.Changes));
    }

    public DeleteResult Delete(Collection collection, IReadOnlyList<Guid> ids)
    {
        var changes = ids.Distinct()
            .Select(id => new PointChange(id, collection.Rows.Find(id), null, default))
            .Where(change => change.Before is not null)
            .ToList();
        return new DeleteResult([.. changes.Select(change => change.Id)], Apply(collection, changes));
    }

    public NamesRemoval RemoveNames(Collection collection, IReadOnlyList<PointName> names)
    {
        var removal = new NameRemoval(names, collection.Rows.Find);
        return new NamesRemoval(removal.Removed, removal.Orphans, Apply(collection, removal.Changes));
    }

    /// <summary>Applies planned changes and renews the version.</summary>
    private string Apply(Collection collection, IReadOnlyList<PointChange> changes)
    {
        var written = collection.NextWrite(time.GetUtcNow());
        database.Write(connection =>
        {
            new PointWriter(connection, collection.Key).Apply(changes);
            CatalogueTable.Set(connection, collection.Key, written);
            return true;
        });
        collection.Apply(changes, written);
        return written.Version;
    }
}

namespace Txt2Image.Storage.Vectors;

/// <summary>Checks of callers' arguments.</summary>
internal static class StoreArguments
{
    public static void Check(NewCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (!CollectionName.IsValid(collection.Name))
        {
            throw new ArgumentException($"A collection name must be {CollectionName.Rule}.", nameof(collection));
        }

        ArgumentException.ThrowIfNullOrEmpty(collection.Model, nameof(collection));
        ArgumentNullException.ThrowIfNull(collection.ModelName, nameof(collection));
        ArgumentOutOfRangeException.ThrowIfLessThan(collection.Dimension, 1, nameof(collection));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(collection.Dimension, StorageLimits.MaxDimension, nameof(collection));
    }

    public static void CheckAlias(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        if (!CollectionName.IsValid(alias))
        {
            throw new ArgumentException($"An alias must be {CollectionName.Rule}.", nameof(alias));
        }
    }

    public static void CheckReplacement(Guid replaced, Guid by, string keptAs)
    {
        ArgumentNullException.ThrowIfNull(keptAs);
        if (!CollectionName.IsValid(keptAs))
        {
            throw new ArgumentException($"A collection name must be {CollectionName.Rule}.", nameof(keptAs));
        }

        if (replaced == by)
        {
            throw new ArgumentException("A collection cannot replace itself.", nameof(by));
        }
    }

    public static void Check(IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (var point in points)
        {
            if (point.Payload.Names.Count == 0)
            {
                throw new ArgumentException($"The point {point.Id} has no name.", nameof(points));
            }

            CheckFinite(point.Vector.Span, nameof(points));
            if (point.Payload.Fields?.Values.Any(value => value is FieldValue.Number { Value: var number } && !double.IsFinite(number)) == true)
            {
                throw new ArgumentException($"A field of the point {point.Id} is not a finite number.", nameof(points));
            }
        }
    }

    public static void CheckQuery(ReadOnlySpan<float> query, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, StorageLimits.MaxHits);
        CheckFinite(query, nameof(query));
    }

    public static void CheckEf(int? ef)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ef ?? 0, nameof(ef));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ef ?? 0, StorageLimits.MaxEf, nameof(ef));
    }

    /// <exception cref="StoreException"><see cref="StoreFault.Mismatch"/>.</exception>
    public static void CheckLength(int length, int dimension)
    {
        if (length != dimension)
        {
            throw new StoreException(StoreFault.Mismatch, $"The vector has {length} dimensions; the collection has {dimension}.");
        }
    }

    /// <exception cref="StoreException"><see cref="StoreFault.Conflict"/>.</exception>
    public static void CheckSame(CollectionInfo found, NewCollection wanted)
    {
        if (found.Name != wanted.Name)
        {
            throw NameIsAlias(wanted.Name, found.Name);
        }

        if (found.Model == wanted.Model && found.Dimension == wanted.Dimension)
        {
            return;
        }

        throw new StoreException(
            StoreFault.Conflict,
            $"The name {wanted.Name} is already used by a collection of the model {found.ModelName} ({found.Model}, {found.Dimension} dimensions), "
            + $"not {wanted.ModelName} ({wanted.Model}, {wanted.Dimension} dimensions). Choose another name, or drop that collection.");
    }

    public static StoreException NameIsTaken(string name, string collection) =>
        name == collection ? new(StoreFault.Conflict, $"There is already a collection {name}. Choose another name.") : NameIsAlias(name, collection);

    public static StoreException NameIsAlias(string name, string collection) => new(
        StoreFault.Conflict, $"The name {name} is an alias of the collection {collection}. Choose another name, or remove that alias.");

    public static StoreException AliasIsName(string alias) => new(
        StoreFault.Conflict, $"{alias} is the name of a collection, so it cannot be an alias. Choose another name, or delete that collection.");

    // A single NaN would make scores impossible to order.
    private static void CheckFinite(ReadOnlySpan<float> vector, string name)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException("A vector contains a value that is not finite.", name);
            }
        }
    }
}

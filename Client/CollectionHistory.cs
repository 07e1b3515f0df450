using System.Globalization;

namespace Txt2Image.Client;

/// <summary>
/// The history of a collection's writes. A version is <c>EPOCH-NUMBER-RANDOM</c>; after a restore from an older backup, the numbers of lost writes
/// are in no epoch.
/// </summary>
public sealed record CollectionHistory : ServerAnswer
{
    /// <summary>The collection's version.</summary>
    public string? Version { get; init; }

    /// <summary>The latest epochs, oldest first.</summary>
    public IReadOnlyList<WriteEpoch> Epochs { get; init; } = [];

    /// <summary>
    /// Whether the write that gave the collection this version is lost. False for a version that is older than all epochs or has another form:
    /// nothing is known of it.
    /// </summary>
    /// <param name="version">A version that an earlier answer had.</param>
    public bool HasLost(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Split('-') is [var name, var digits, _]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Epochs is [var oldest, ..]
            && number >= oldest.First
            && !Epochs.Any(epoch => epoch.Epoch == name && number >= epoch.First && number <= epoch.Last);
    }
}

/// <summary>Writes that one process of the server made, one after the other.</summary>
/// <param name="Epoch">What their versions begin with.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
public sealed record WriteEpoch(string Epoch, long First, long Last);

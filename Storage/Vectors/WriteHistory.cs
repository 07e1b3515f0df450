using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Txt2Image.Storage.Vectors;

/// <summary>
/// The history of a collection's writes. A version is <c>EPOCH-NUMBER-RANDOM</c>: every write takes the next number, and a process begins a new epoch
/// with its first write. So a version from before a restore is recognised: its epoch is unknown, or ended before its number. Immutable.
/// </summary>
public sealed class WriteHistory
{
    /// <summary>The most epochs that are kept. What an older one was is not known any more.</summary>
    public const int MostEpochs = 200;

    /// <summary>The history of a collection that was never written, or not since histories are kept.</summary>
    public static readonly WriteHistory Empty = new([]);

    private readonly ImmutableArray<EpochStart> _epochs;

    private WriteHistory(ImmutableArray<EpochStart> epochs) => _epochs = epochs;

    /// <summary>The version of a new collection, before its first write.</summary>
    public static string FirstVersion() => VersionOf(NewEpoch(), 0);

    /// <summary>Reads what <see cref="ToString"/> wrote. What cannot be read is skipped.</summary>
    public static WriteHistory Parse(string? text)
    {
        var epochs = ImmutableArray.CreateBuilder<EpochStart>();
        foreach (var part in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                epochs.Add(new EpochStart(part[..colon], first));
            }
        }

        return new WriteHistory(epochs.ToImmutable());
    }

    /// <summary>The version of the next write.</summary>
    /// <param name="current">The version that the store has.</param>
    /// <param name="own">The last version that this process wrote; null if it has written none. If the store has another, a new epoch begins.</param>
    /// <returns>The history with that write, which is this one unless an epoch began, and the version.</returns>
    public (WriteHistory History, string Version) Next(string current, string? own)
    {
        var next = NumberOf(current) + 1;
        return current == own && !_epochs.IsEmpty ? (this, VersionOf(_epochs[^1].Epoch, next)) : BeginEpoch(next);
    }

    /// <summary>The epochs, oldest first.</summary>
    /// <param name="current">The version that the store has; the last epoch ends with it.</param>
    public ImmutableArray<Epoch> Epochs(string current) =>
    [
        .. _epochs.Select((epoch, index) =>
            new Epoch(epoch.Epoch, epoch.First, index + 1 < _epochs.Length ? _epochs[index + 1].First - 1 : NumberOf(current))),
    ];

    /// <summary>Its form in a store: each epoch with its first number.</summary>
    public override string ToString() =>
        string.Join(' ', _epochs.Select(epoch => string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch}:{epoch.First}")));

    private static string NewEpoch() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    private static string VersionOf(string epoch, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch}-{number}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>A version's number; 0 for one from before histories were kept.</summary>
    private static long NumberOf(string version) =>
        version.Split('-') is [_, var digits, _] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private (WriteHistory History, string Version) BeginEpoch(long first)
    {
        var epoch = NewEpoch();
        var kept = _epochs.Length < MostEpochs ? _epochs : _epochs.RemoveRange(0, _epochs.Length - MostEpochs + 1);
        return (new WriteHistory(kept.Add(new EpochStart(epoch, first))), VersionOf(epoch, first));
    }

    private readonly record struct EpochStart(string Epoch, long First);
}

/// <summary>Writes that one process made, one after the other.</summary>
/// <param name="Name">What their versions begin with.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last.</param>
public sealed record Epoch(string Name, long First, long Last);

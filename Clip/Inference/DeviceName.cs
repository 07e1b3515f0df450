using System.Globalization;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// A device that towers run on: <c>cpu</c>, or <c>cuda:0</c> and so on. The processor may be listed several times, as <c>cpu:0</c>, <c>cpu:1</c>:
/// these devices share its cores.
/// </summary>
public readonly record struct DeviceName
{
    private const int Most = 255;

    private DeviceName(bool isCuda, int index)
    {
        IsCuda = isCuda;
        Index = index;
    }

    /// <summary>The processor; this is the default value.</summary>
    public static DeviceName Cpu => default;

    /// <summary>Whether this is an NVIDIA device.</summary>
    public bool IsCuda { get; }

    /// <summary>The device's index among devices of its kind.</summary>
    public int Index { get; }

    /// <summary>Parses a name: <c>cpu</c> (the first), <c>cpu:N</c>, <c>cuda</c> (the first) or <c>cuda:N</c>, ignoring case.</summary>
    /// <exception cref="FormatException">The name is none of these.</exception>
    public static DeviceName Parse(string s) => TryParse(s, out var device)
        ? device
        : throw new FormatException($"\"{s}\" is not a device; use cpu, or cuda:0, cuda:1 and so on.");

    /// <summary>Parses a name like <see cref="Parse"/>; false if it is not a device.</summary>
    public static bool TryParse(string? s, out DeviceName result)
    {
        result = default;
        var parts = (s?.Trim().ToLowerInvariant() ?? "").Split(':', 2);
        if (parts[0] is not ("cpu" or "cuda"))
        {
            return false;
        }

        var index = 0;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index) || index > Most))
        {
            return false;
        }

        result = new(parts[0] == "cuda", index);
        return true;
    }

    /// <summary><c>cpu</c>, <c>cpu:1</c>… or <c>cuda:N</c>.</summary>
    public override string ToString() => (IsCuda, Index) switch
    {
        (false, 0) => "cpu",
        (false, _) => string.Create(CultureInfo.InvariantCulture, $"cpu:{Index}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}"),
    };
}

using System.Globalization;

namespace Txt2Image.Clip.Inference;

/// <summary>A device that towers run on: <c>cpu</c>, or <c>cuda:0</c> and so on.</summary>
public readonly record struct DeviceName
{
    private readonly int _cuda;

    private DeviceName(int cuda) => _cuda = cuda;

    /// <summary>The processor; also the default value.</summary>
    public static DeviceName Cpu => default;

    /// <summary>Whether this is an NVIDIA device.</summary>
    public bool IsCuda => _cuda > 0;

    /// <summary>The device's number among its kind.</summary>
    public int Index => Math.Max(_cuda - 1, 0);

    /// <summary>Reads a name: <c>cpu</c>, <c>cpu:0</c>, <c>cuda</c> (the first) or <c>cuda:N</c>, in any case.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static DeviceName Parse(string s) => TryParse(s, out var device)
        ? device
        : throw new FormatException($"\"{s}\" is no device; give cpu, or cuda:0, cuda:1 and so on.");

    /// <summary>Reads a name as <see cref="Parse"/> does; false if it is none.</summary>
    public static bool TryParse(string? s, out DeviceName result)
    {
        var name = s?.Trim().ToLowerInvariant();
        result = default;
        if (name is "cpu" or "cpu:0")
        {
            return true;
        }
        var number = name == "cuda" ? "0" : name?.StartsWith("cuda:", StringComparison.Ordinal) == true ? name[5..] : string.Empty;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > 255)
        {
            return false;
        }
        result = new(index + 1);
        return true;
    }

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    public override string ToString() => IsCuda ? string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}") : "cpu";
}

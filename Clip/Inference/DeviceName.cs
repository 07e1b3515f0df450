using System.Globalization;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// A device that towers run on: <c>cpu</c>, or <c>cuda:0</c> and so on; <c>triton:0</c> and so on are requests at a time to a Triton server. The
/// processor may be listed several times, as <c>cpu:0</c>, <c>cpu:1</c>: these devices share its cores. So may a GPU, as <c>cuda:0</c>,
/// <c>cuda:0.1</c>: each has sessions of its own, and one computes while the other's data is copied.
/// </summary>
public readonly record struct DeviceName
{
    private const int Most = 255;

    private readonly Kind _kind;

    private DeviceName(Kind kind, int index, int slot)
    {
        _kind = kind;
        Index = index;
        Slot = slot;
    }

    private enum Kind
    {
        Cpu,
        Cuda,
        Triton,
    }

    /// <summary>The processor; this is the default value.</summary>
    public static DeviceName Cpu => default;

    /// <summary>Whether this is the processor.</summary>
    public bool IsCpu => _kind == Kind.Cpu;

    /// <summary>Whether this is an NVIDIA device.</summary>
    public bool IsCuda => _kind == Kind.Cuda;

    /// <summary>Whether this is a Triton server.</summary>
    public bool IsTriton => _kind == Kind.Triton;

    /// <summary>The device's index among devices of its kind.</summary>
    public int Index { get; }

    /// <summary>Which of several slots on the same NVIDIA device this is, from 0.</summary>
    public int Slot { get; }

    /// <summary>
    /// Parses a name: <c>cpu</c> (the first), <c>cpu:N</c>; likewise <c>cuda</c> and <c>triton</c>; <c>cuda:N.S</c> for slot S. Ignores case.
    /// </summary>
    /// <exception cref="FormatException">The name is none of these.</exception>
    public static DeviceName Parse(string s) => TryParse(s, out var device)
        ? device
        : throw new FormatException($"\"{s}\" is not a device; use cpu, cuda:0, cuda:1 and so on, or triton.");

    /// <summary>Parses a name like <see cref="Parse"/>; false if it is not a device.</summary>
    public static bool TryParse(string? s, out DeviceName result)
    {
        result = default;
        var parts = (s?.Trim().ToLowerInvariant() ?? "").Split(':', 2);
        if (!Enum.TryParse<Kind>(parts[0], ignoreCase: true, out var kind) || !parts[0].All(char.IsAsciiLetter))
        {
            return false;
        }

        var numbers = parts.Length == 2 ? parts[1].Split('.', kind == Kind.Cuda ? 2 : 1) : ["0"];
        var slot = 0;
        if (!IsNumber(numbers[0], out var index) || (numbers.Length == 2 && !IsNumber(numbers[1], out slot)))
        {
            return false;
        }

        result = new(kind, index, slot);
        return true;
    }

    /// <summary><c>cpu</c>, <c>cpu:1</c>…, <c>cuda:N</c>, <c>cuda:N.S</c> or <c>triton:N</c>.</summary>
    public override string ToString() => this is { IsCpu: true, Index: 0 }
        ? "cpu"
        : string.Create(CultureInfo.InvariantCulture, $"{_kind.ToString().ToLowerInvariant()}:{Index}{(Slot > 0 ? $".{Slot}" : "")}");

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Most;
}

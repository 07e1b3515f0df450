using System.Globalization;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A number of 64 bits as two integers that JSON and comparisons as doubles keep: a server stores payloads as JSON, may read a decimal with its last
/// bits changed, and compares integers as doubles. Numbers are in the order of <see cref="High"/>, then <see cref="Low"/>.
/// </summary>
/// <param name="High">The first 32 bits of the double, changed so that they are ordered as the doubles are.</param>
/// <param name="Low">Its last 32 bits, doubled; one more if the number is an integer that lies above this double and below the next.</param>
internal readonly record struct ExactNumber(long High, long Low)
{
    private const int Half = 32;
    private const int SafeDigits = 15;
    private const double MostSafe = 1e15;
    private const double LeastSafe = 1e-5;
    private const long MostSafeInteger = 1L << 53;

    /// <summary>The form of a bound, or of a number that is no integer.</summary>
    public static ExactNumber Of(double number) => Of(number, isAbove: false);

    /// <summary>The form of a value; null if it needs none, because every server keeps and compares it exactly.</summary>
    public static ExactNumber? IfNeeded(FieldValue value) => value switch
    {
        FieldValue.Number number when !IsSafe(number.Value) => Of(number.Value),
        FieldValue.Integer { Value: < -MostSafeInteger or > MostSafeInteger } integer => Of(integer.Value),
        _ => null,
    };

    /// <summary>The double with this form, or the one below the integer with this form.</summary>
    public double ToDouble()
    {
        var ordered = ((ulong)High << Half) | (uint)(Low >> 1);
        return BitConverter.UInt64BitsToDouble((ordered >> 63) == 0 ? ~ordered : ordered ^ (1UL << 63));
    }

    private static ExactNumber Of(long integer)
    {
        // The double may have been rounded up, as far as 2^63.
        var below = (double)integer;
        if ((Int128)below > integer)
        {
            below = Math.BitDecrement(below);
        }

        return Of(below, (Int128)below < integer);
    }

    private static ExactNumber Of(double number, bool isAbove)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        var ordered = (bits >> 63) == 0 ? bits ^ (1UL << 63) : ~bits;
        return new ExactNumber((long)(ordered >> Half), ((long)(uint)ordered << 1) + (isAbove ? 1 : 0));
    }

    /// <summary>
    /// Whether the number's digits and a power of ten are doubles without rounding, however a server writes it, so that even a simple parser reads it
    /// exactly: it rounds only once, when it scales the digits.
    /// </summary>
    private static bool IsSafe(double number) =>
        number == 0
        || (Math.Abs(number) is >= LeastSafe and < MostSafe
            && double.Parse(number.ToString($"E{SafeDigits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == number);
}

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Converts 8-bit CIELab pixels of a TIFF (lightness 0 to 255; a and b signed, in units of 1) to sRGB. Lab's white is D50; the matrix includes
/// Bradford's adaptation to sRGB's white, D65 (IEC 61966-2-1, ICC.1 annex E).
/// </summary>
internal static class LabColours
{
    /// <summary>Steps of linear light in the table of sRGB values: fine enough for the darkest.</summary>
    private const int Steps = 1 << 14;

    private static readonly byte[] Encoded = [.. Enumerable.Range(0, Steps + 1).Select(step => Encode((double)step / Steps))];

    public static void ToRgb(ReadOnlySpan<byte> lab, Span<byte> rgb)
    {
        var y = ((lab[0] * 100.0 / 255) + 16) / 116;
        var x = Light(y + ((sbyte)lab[1] / 500.0)) * 0.9642;
        var z = Light(y - ((sbyte)lab[2] / 200.0)) * 0.8249;
        y = Light(y);
        rgb[0] = Of((3.1338561 * x) - (1.6168667 * y) - (0.4906146 * z));
        rgb[1] = Of((-0.9787684 * x) + (1.9161415 * y) + (0.0334540 * z));
        rgb[2] = Of((0.0719453 * x) - (0.2289914 * y) + (1.4052427 * z));
    }

    /// <summary>The inverse of Lab's root, which is a line near black (CIE 15).</summary>
    private static double Light(double root)
    {
        const double Delta = 6.0 / 29;
        return root > Delta ? root * root * root : 3 * Delta * Delta * (root - (4.0 / 29));
    }

    private static byte Of(double linear) => Encoded[(int)((Math.Clamp(linear, 0, 1) * Steps) + 0.5)];

    private static byte Encode(double linear) =>
        (byte)((255 * (linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055)) + 0.5);
}

using System.Globalization;
using Google.Protobuf.Collections;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>
/// What a server's store does to decimals. They arrive bit by bit, but a payload is stored as JSON text: the shortest digits of a number, which the
/// server's parser reads fast and not to the last bit. It takes all digits as an integer, rounds that to a double, and scales it by a power of ten,
/// which rounds again.
/// </summary>
internal static class StoredNumbers
{
    private const int MostPlainDigits = 16;
    private const int LargestPower = 308;

    /// <summary>Changes a payload to what is read back of it.</summary>
    public static void Store(MapField<string, Wire.Value> payload)
    {
        foreach (var value in payload.Values)
        {
            Store(value);
        }
    }

    /// <summary>A number as it is read back.</summary>
    public static double Store(double number)
    {
        var parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E', '.');
        var hasPoint = parts.Length > 1 && !parts[1].StartsWith('+') && !parts[1].StartsWith('-');
        var digits = hasPoint ? parts[0] + parts[1] : parts[0];
        var exponent = hasPoint ? -parts[1].Length : 0;
        if (parts.Length > (hasPoint ? 2 : 1))
        {
            exponent += int.Parse(parts[^1], CultureInfo.InvariantCulture);
        }

        // A whole number of a moderate size is written with all its digits and ".0".
        if (exponent >= 0 && digits.Length + exponent <= MostPlainDigits)
        {
            digits += new string('0', exponent + 1);
            exponent = -1;
        }

        return Math.CopySign(Scale(ulong.Parse(digits, CultureInfo.InvariantCulture), exponent), number);
    }

    private static double Scale(double number, int exponent)
    {
        if (exponent < -LargestPower)
        {
            number /= Power(LargestPower);
            exponent += LargestPower;
        }

        return exponent >= 0 ? number * Power(exponent) : number / Power(-exponent);
    }

    private static double Power(int exponent) => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture);

    private static void Store(Wire.Value value)
    {
        switch (value.KindCase)
        {
            case Wire.Value.KindOneofCase.DoubleValue:
                value.DoubleValue = Store(value.DoubleValue);
                break;
            case Wire.Value.KindOneofCase.StructValue:
                Store(value.StructValue.Fields);
                break;
            case Wire.Value.KindOneofCase.ListValue:
                foreach (var inner in value.ListValue.Values)
                {
                    Store(inner);
                }

                break;
        }
    }
}

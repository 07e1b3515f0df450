using System.Globalization;
using System.Text;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>
/// Reads Netpbm files with ImageSharp, which takes samples for 8-bit ones whatever the file's largest value: here they are scaled to 255 first, and
/// those of two bytes read as what they are. Layout: Netpbm's manual pages.
/// </summary>
internal sealed class PnmDecoder(IImageDecoder inner) : IImageDecoder
{
    public string Name => inner.Name;

    public bool CanShrink => inner.CanShrink;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) => inner.Open(To8Bits(bytes), format, factor);

    public IPixelSource OpenTruncated(byte[] bytes, ImageFormat format, int factor) => inner.OpenTruncated(To8Bits(bytes), format, factor);

    private static byte[] To8Bits(byte[] file)
    {
        const int Plain = 3, Grey = 5;
        var type = file[1] - '0';
        var reader = new Numbers(file);
        if (type is 1 or 4 || reader.Next() is not (> 0 and var width) || reader.Next() is not (> 0 and var height)
            || reader.Next() is not (> 0 and <= ushort.MaxValue and not byte.MaxValue and var largest))
        {
            return file;
        }

        var colours = type is 3 or 6 ? 3 : 1;
        var isPlain = type <= Plain;
        var sampleBytes = largest > byte.MaxValue ? 2 : 1;
        var stored = isPlain ? (reader.Left + 1) / 2 : (reader.Left - 1) / sampleBytes;
        var samples = Math.Min((long)width * height * colours, Math.Max(0, stored));
        var kind = colours == 1 ? Grey : Grey + 1;
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P{kind}\n{width} {height}\n255\n"));
        var scaled = new byte[head.Length + samples];
        head.CopyTo(scaled, 0);
        for (var i = 0; i < samples; i++)
        {
            var sample = isPlain ? reader.Next() : reader.Binary(sampleBytes, i);
            if (sample is null)
            {
                return scaled[..(head.Length + i)];
            }

            scaled[head.Length + i] = (byte)(((Math.Min(sample.Value, largest) * byte.MaxValue) + (largest / 2)) / largest);
        }

        return scaled;
    }

    /// <summary>The numbers of a file after its type, between white space and comments.</summary>
    private struct Numbers(byte[] file)
    {
        private int _at = 2;

        public readonly int Left => file.Length - _at;

        /// <summary>A sample after the one byte of white space behind the head.</summary>
        public readonly int? Binary(int bytes, int index)
        {
            var place = _at + 1 + ((long)index * bytes);
            return place + bytes > file.Length ? null : bytes == 1 ? file[place] : (file[place] << 8) | file[place + 1];
        }

        public int? Next()
        {
            while (_at < file.Length && !char.IsAsciiDigit((char)file[_at]))
            {
                var isComment = file[_at] == '#';
                while (isComment && _at < file.Length - 1 && file[_at] is not (byte)'\n' and not (byte)'\r')
                {
                    _at++;
                }

                _at++;
            }

            if (_at >= file.Length)
            {
                return null;
            }

            var number = 0;
            for (; _at < file.Length && char.IsAsciiDigit((char)file[_at]); _at++)
            {
                number = Math.Min((number * 10) + file[_at] - '0', int.MaxValue / 20);
            }

            return number;
        }
    }
}

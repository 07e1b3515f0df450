namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads the bits of a scan, most significant first. FF is followed by a 0 that does not count, or by a marker, behind which are zeros.
/// </summary>
internal struct JpegBits(byte[] file, int from, int to)
{
    private ulong _ahead;
    private int _count;
    private int _at = from;

    /// <summary>Bits that were read behind the data.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether there was a code that no table has, or an interval between restarts was short.</summary>
    public bool HasUnknownCode { get; set; }

    /// <summary>Whether every byte was read, but for those that only fill up.</summary>
    public readonly bool IsAtEnd => !file.AsSpan(_at, to - _at).ContainsAnyExcept((byte)0xff);

    public int Peek16()
    {
        if (_count < 16)
        {
            Fill();
        }

        return (int)(_ahead >> 48);
    }

    public void Skip(int bits)
    {
        _ahead <<= bits;
        _count -= bits;
        if (_count < 0)
        {
            Missing -= _count;
            _count = 0;
            _ahead = 0;
        }
    }

    /// <summary>Reads up to 16 bits as a number.</summary>
    public int Read(int bits)
    {
        if (bits == 0)
        {
            return 0;
        }

        var value = Peek16() >> (16 - bits);
        Skip(bits);
        return value;
    }

    /// <summary>Reads a signed number of so many bits: those that begin with 0 are negative.</summary>
    public int ReadSigned(int bits)
    {
        var value = Read(bits);
        return bits == 0 || value >= 1 << (bits - 1) ? value : value - (1 << bits) + 1;
    }

    /// <summary>Goes on behind the next restart marker.</summary>
    /// <returns>False if there is none.</returns>
    public bool Restart()
    {
        (_ahead, _count) = (0, 0);
        HasUnknownCode |= Missing > 0;
        Missing = 0;
        while (_at + 1 < to)
        {
            if (file[_at] == 0xff && file[_at + 1] is >= 0xd0 and <= 0xd7)
            {
                _at += 2;
                return true;
            }

            _at++;
        }

        _at = to;
        return false;
    }

    private void Fill()
    {
        while (_count <= 48 && _at < to)
        {
            var value = file[_at];
            if (value == 0xff)
            {
                if (_at + 1 >= to || file[_at + 1] != 0)
                {
                    return;
                }

                _at++;
            }

            _at++;
            _ahead |= (ulong)value << (56 - _count);
            _count += 8;
        }
    }
}

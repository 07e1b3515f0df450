namespace Txt2Image.Clip.Imaging;

/// <summary>
/// A scan of a JPEG and how far it is decoded. All scans of a progressive picture can be decoded side by side, a row of units at a time, so that only
/// that row's coefficients are in memory (ITU-T T.81, annexes F.2 and G).
/// </summary>
internal sealed class JpegScan(
    byte[] file, int from, int to, JpegScan.Part[] parts, int first, int last, int high, int low)
{
    private JpegBits _bits = new(file, from, to);
    private int _endOfBand;
    private int _unitsToRestart;
    private bool _hasEnded;

    public required JpegFile File { get; init; }

    /// <summary>Units between two restarts; 0 if there are none.</summary>
    public required int RestartInterval { get; init; }

    public IReadOnlyList<Part> Parts => parts;

    public (int First, int Last, int High, int Low) Precision => (first, last, high, low);

    /// <summary>Whether its data ended before its blocks.</summary>
    public bool LacksData { get; private set; }

    /// <summary>Whether its data are not what an encoder writes, so that another decoder may read them in another way.</summary>
    public bool IsOdd => LacksData || _bits.HasUnknownCode || !_bits.IsAtEnd;

    /// <summary>Whether its numbers are in range and all tables that it uses are there.</summary>
    public bool IsPossible
    {
        get
        {
            var isRange = first <= last && last < 64 && low < 14 && (first > 0 || last == 0 || !File.IsProgressive);
            var hasTables = Array.TrueForAll(
                parts, part => (first > 0 || high > 0 || part.Dc is not null) && (last == 0 || part.Ac is not null));
            return isRange && hasTables && (first == 0 || parts.Length == 1);
        }
    }

    /// <summary>Decodes a row of units into its components' coefficients.</summary>
    public void Decode(int band)
    {
        if (band == 0)
        {
            _unitsToRestart = RestartInterval;
        }

        if (parts.Length == 1)
        {
            DecodeAlone(parts[0], band);
            return;
        }

        for (var unit = 0; unit < File.UnitsAcross; unit++)
        {
            if (!BeginUnit())
            {
                return;
            }

            foreach (var part in parts)
            {
                for (var i = 0; i < part.Component.Down * part.Component.Across; i++)
                {
                    Decode(part, i / part.Component.Across, (unit * part.Component.Across) + (i % part.Component.Across));
                }
            }
        }
    }

    /// <summary>The blocks of a single component are not interleaved, and those that only complete a unit are left out.</summary>
    private void DecodeAlone(Part part, int band)
    {
        var rows = Math.Min(part.Component.Down, part.Component.BlocksDown - (band * part.Component.Down));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < part.Component.BlocksAcross; column++)
            {
                if (!BeginUnit())
                {
                    return;
                }

                Decode(part, row, column);
            }
        }
    }

    /// <returns>False if the scan has no more data.</returns>
    private bool BeginUnit()
    {
        if (_hasEnded)
        {
            return false;
        }

        if (RestartInterval > 0)
        {
            if (_unitsToRestart == 0)
            {
                _unitsToRestart = RestartInterval;
                _endOfBand = 0;
                foreach (var part in parts)
                {
                    part.Prediction = 0;
                }

                _hasEnded = LacksData = !_bits.Restart();
            }

            _unitsToRestart--;
        }
        else if (_bits.Missing > 0)
        {
            _hasEnded = LacksData = true;
        }

        return !_hasEnded;
    }

    private void Decode(Part part, int row, int column)
    {
        var block = part.Component.Block(row, column);
        if (!File.IsProgressive)
        {
            DecodeSequential(part, block);
        }
        else if (first == 0)
        {
            DecodeFirst(part, block);
        }
        else if (high == 0)
        {
            DecodeRest(part, block);
        }
        else
        {
            Refine(part.Ac!, block);
        }

        // Without restarts, or behind the last one, what is missing is missing for good.
        LacksData |= _bits.Missing > 0 && _bits.IsAtEnd;
    }

    private void DecodeSequential(Part part, Span<short> block)
    {
        block[0] = (short)(part.Prediction += _bits.ReadSigned(part.Dc!.Next(ref _bits) & 15));
        for (var k = 1; k < 64; k++)
        {
            var value = part.Ac!.Next(ref _bits);
            var (run, size) = (value >> 4, value & 15);
            if (size == 0)
            {
                if (run < 15)
                {
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            var coefficient = _bits.ReadSigned(size);
            if (k < 64)
            {
                block[k] = (short)coefficient;
            }
        }
    }

    private void DecodeFirst(Part part, Span<short> block)
    {
        if (high > 0)
        {
            block[0] |= (short)(_bits.Read(1) << low);
            return;
        }

        part.Prediction += _bits.ReadSigned(part.Dc!.Next(ref _bits) & 15);
        block[0] = (short)(part.Prediction << low);
    }

    private void DecodeRest(Part part, Span<short> block)
    {
        if (_endOfBand > 0)
        {
            _endOfBand--;
            return;
        }

        for (var k = first; k <= last; k++)
        {
            var value = part.Ac!.Next(ref _bits);
            var (run, size) = (value >> 4, value & 15);
            if (size == 0 && run < 15)
            {
                _endOfBand = (1 << run) + _bits.Read(run) - 1;
                return;
            }

            k += run;
            var coefficient = _bits.ReadSigned(size);
            if (size > 0 && k <= last)
            {
                block[k] = (short)(coefficient << low);
            }
        }
    }

    /// <summary>Reads one more bit of each coefficient that is not zero, and those that become one (G.1.2.3).</summary>
    private void Refine(JpegHuffman ac, Span<short> block)
    {
        var (k, one) = (first, (short)(1 << low));
        if (_endOfBand == 0)
        {
            for (; k <= last; k++)
            {
                var value = ac.Next(ref _bits);
                var (run, size) = (value >> 4, value & 15);
                short coefficient = 0;
                if (size > 0)
                {
                    coefficient = _bits.Read(1) == 1 ? one : (short)-one;
                }
                else if (run < 15)
                {
                    _endOfBand = (1 << run) + _bits.Read(run);
                    break;
                }

                for (; k <= last; k++)
                {
                    if (block[k] != 0)
                    {
                        Correct(ref block[k], one);
                    }
                    else if (run-- == 0)
                    {
                        break;
                    }
                }

                if (coefficient != 0 && k <= last)
                {
                    block[k] = coefficient;
                }
            }
        }

        if (_endOfBand > 0)
        {
            for (; k <= last; k++)
            {
                if (block[k] != 0)
                {
                    Correct(ref block[k], one);
                }
            }

            _endOfBand--;
        }
    }

    private void Correct(ref short coefficient, short one)
    {
        if (_bits.Read(1) == 1 && (coefficient & one) == 0)
        {
            coefficient += coefficient > 0 ? one : (short)-one;
        }
    }

    /// <summary>A component of the scan, with its tables.</summary>
    internal sealed record Part(JpegComponent Component, JpegHuffman? Dc, JpegHuffman? Ac)
    {
        public int Prediction { get; set; }
    }
}

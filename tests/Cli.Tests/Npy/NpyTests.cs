using System.Text;
using Txt2Image.Cli.Npy;

namespace Txt2Image.Cli.Tests.Npy;

public sealed class NpyTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Write_Rows_IsTheFormatsOwnBytes()
    {
        await using (var writer = new NpyWriter(_file, 2))
        {
            await writer.AddAsync(Bytes(1, -2.5f), TestContext.Current.CancellationToken);
            await writer.AddAsync(Bytes(3, 4), TestContext.Current.CancellationToken);
            writer.Complete();
        }

        var bytes = await File.ReadAllBytesAsync(_file, TestContext.Current.CancellationToken);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        var header = Encoding.ASCII.GetString(bytes[10..128]);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", header.TrimEnd());
        Assert.Equal('\n', header[^1]);
        Assert.Equal([.. Bytes(1, -2.5f), .. Bytes(3, 4)], bytes[128..]);
    }

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSame()
    {
        await using (var writer = new NpyWriter(_file, 3))
        {
            for (var i = 0; i < 1000; i++)
            {
                await writer.AddAsync(Bytes(i, i / 3f, -i), TestContext.Current.CancellationToken);
            }

            writer.Complete();
        }

        using var reader = new NpyReader(_file);
        Assert.Equal(new NpyHeader(1000, 3, sizeof(float)), reader.Header);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal([i, i / 3f, -i], reader.Next()!);
        }

        Assert.Null(reader.Next());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_HalfPrecisionOfEachVersion_IsRead(byte version)
    {
        Write(version, "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2), }", [0x00, 0x3c, 0x00, 0xc0]);

        using var reader = new NpyReader(_file);
        Assert.Equal([1, -2], reader.Next()!);
    }

    [Fact]
    public void Read_DoublePrecision_IsRead()
    {
        Write(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-2.0)]);

        using var reader = new NpyReader(_file);
        Assert.Equal([0.1f, -2], reader.Next()!);
    }

    [Theory]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1), }", "'<i8'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }", "'|O'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", "column by column")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0), }", "matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }", "shorter")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1), }", "shorter")]
    public void Read_WhatCannotBeRead_SaysWhy(string header, string reason)
    {
        Write(1, header, new byte[8]);

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => new NpyReader(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        Write(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }", new byte[4]);
        var whole = File.ReadAllBytes(_file);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_file, whole[..length]);
            Assert.Throws<InvalidDataException>(() => new NpyReader(_file));
        }
    }

    private void Write(byte version, string header, byte[] numbers)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        var length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        File.WriteAllBytes(_file, [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. numbers]);
    }

    private static byte[] Bytes(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}

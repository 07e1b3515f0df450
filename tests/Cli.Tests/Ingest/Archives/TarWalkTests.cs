using System.Formats.Tar;
using Txt2Image.Cli.Ingest.Archives;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class TarWalkTests
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Entries_OfEachFormat_AreThoseOfTheFramework(TarEntryFormat format)
    {
        var tar = Write(format);
        foreach (var canSeek in new[] { true, false })
        {
            using var stream = canSeek ? new MemoryStream(tar) : (Stream)new Trickle(tar);
            using var reference = new TarReader(new MemoryStream(tar));
            var walk = new TarWalk(stream, new NameDecoder());
            while (reference.GetNextEntry(copyData: true) is { } entry)
            {
                var member = walk.Next()!;
                Assert.Equal((entry.Name, entry.LinkName, entry.Length), (member.Name, member.Target, member.Length));
                Assert.Equal(Time.UtcTicks, member.Modified);
                Assert.Equal(entry.DataStream is null ? [] : Bytes(entry.DataStream), Bytes(walk.Open(member)));
            }

            Assert.Null(walk.Next());
            Assert.True(walk.HasEnded);
        }
    }

    [Fact]
    public void Entry_LargerThanOctalDigitsSay_HasItsSizeInBase256()
    {
        var tar = Tar(("a.jpg", Noise(10)));
        var at = tar.AsSpan().IndexOf("a.jpg\0"u8) is var first && tar[first + 156] == (byte)'x' ? first + 1024 : first;
        tar.AsSpan(at + 124, 12).Clear();
        (tar[at + 124], tar[at + 134], tar[at + 135]) = (0x80, 0x12, 0x34);
        tar.AsSpan(at + 148, 8).Fill((byte)' ');
        var sum = tar.AsSpan(at, 512).ToArray().Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", tar.AsSpan(at + 148));

        Assert.Equal(0x1234, new TarWalk(new MemoryStream(tar), new NameDecoder()).Next()!.Length);
    }

    [Fact]
    public void Bytes_DamagedAnywhere_EndInWordsAndNotInACrash()
    {
        var tar = Write(TarEntryFormat.Pax);
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = tar[..random.Next(tar.Length)];
            for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                var walk = new TarWalk(round % 2 == 0 ? new MemoryStream(damaged) : new Trickle(damaged), new NameDecoder());
                while (walk.Next() is not null)
                {
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                // What the reader of an archive reports as damage.
            }
        }
    }

    private static byte[] Write(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            var file = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
            var deep = format == TarEntryFormat.V7 ? "deep/a.jpg" : $"{new string('d', 90)}/{new string('e', 60)}.jpg";
            writer.WriteEntry(Entry(file, "a.jpg", Noise(700)));
            writer.WriteEntry(Entry(file, deep, Noise(512, 2)));
            writer.WriteEntry(Entry(TarEntryType.Directory, "folder/"));
            writer.WriteEntry(Entry(TarEntryType.HardLink, "b.jpg", target: "a.jpg"));
            writer.WriteEntry(Entry(TarEntryType.SymbolicLink, "c.jpg", target: "a.jpg"));
            if (format is TarEntryFormat.Pax or TarEntryFormat.Gnu)
            {
                writer.WriteEntry(Entry(file, new string('x', 700) + "ü.jpg", Noise(10)));
                writer.WriteEntry(Entry(TarEntryType.HardLink, "d.jpg", target: new string('x', 700) + "ü.jpg"));
            }
        }

        return stream.ToArray();

        TarEntry Entry(TarEntryType type, string name, byte[]? bytes = null, string? target = null)
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(type, name),
                TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                TarEntryFormat.Pax => new PaxTarEntry(type, name),
                _ => new GnuTarEntry(type, name),
            };
            entry.ModificationTime = Time;
            if (target is not null)
            {
                entry.LinkName = target;
            }

            if (bytes is not null)
            {
                entry.DataStream = new MemoryStream(bytes);
            }

            return entry;
        }
    }

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>A stream that cannot seek and gives few bytes at a time, as one that unpacks does.</summary>
    private sealed class Trickle(byte[] bytes) : ReadOnlyStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, 97), bytes.Length - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}

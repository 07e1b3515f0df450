using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>Archives as older tools wrote them: names in any bytes, and whatever else no library of today writes.</summary>
internal static class Legacy
{
    /// <summary>A zip whose names are these bytes, not marked as UTF-8, each with an extra field of the directory.</summary>
    public static byte[] Zip(params (byte[] Name, byte[] Bytes, byte[] Extra)[] entries)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var (name, bytes, extra) in entries)
        {
            var crc = System.IO.Hashing.Crc32.HashToUInt32(bytes);
            Write(directory, "PK\u0001\u0002"u8, Numbers(20, 20, 0, 0, 0, 0x5821), Long(crc, (uint)bytes.Length, (uint)bytes.Length));
            Write(directory, Numbers((ushort)name.Length, (ushort)extra.Length, 0, 0, 0), Long(0, (uint)zip.Position), name, extra);
            Write(zip, "PK\u0003\u0004"u8, Numbers(20, 0, 0, 0, 0x5821), Long(crc, (uint)bytes.Length, (uint)bytes.Length));
            Write(zip, Numbers((ushort)name.Length, 0), name, bytes);
        }

        var start = (uint)zip.Position;
        Write(zip, directory.ToArray(), "PK\u0005\u0006"u8, Numbers(0, 0, (ushort)entries.Length, (ushort)entries.Length));
        Write(zip, Long((uint)directory.Length, start), Numbers(0));
        return zip.ToArray();
    }

    /// <summary>Info-ZIP's Unicode path, for an entry whose name was once these bytes.</summary>
    public static byte[] UnicodePath(byte[] name, string path)
    {
        var text = Encoding.UTF8.GetBytes(path);
        using var field = new MemoryStream();
        Write(field, Numbers(0x7075, (ushort)(5 + text.Length)), [1], Long(System.IO.Hashing.Crc32.HashToUInt32(name)), text);
        return field.ToArray();
    }

    /// <summary>A tar of GNU's format whose names are these bytes.</summary>
    public static byte[] Tar(params (byte[] Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var (_, bytes) in entries)
            {
                writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "x.jpg") { DataStream = new MemoryStream(bytes) });
            }
        }

        var tar = stream.ToArray();
        var at = 0;
        foreach (var (name, bytes) in entries)
        {
            Rename(tar.AsSpan(at, 512), name);
            at += 512 + (bytes.Length + 511) / 512 * 512;
        }

        return tar;
    }

    /// <summary>Sets how a zip's directory and its entries say that they are compressed.</summary>
    public static byte[] WithMethod(byte[] zip, ushort method)
    {
        foreach (var at in Enumerable.Range(0, zip.Length - 12))
        {
            var offset = zip.AsSpan(at).StartsWith("PK\u0003\u0004"u8) ? 8 : zip.AsSpan(at).StartsWith("PK\u0001\u0002"u8) ? 10 : 0;
            if (offset > 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(at + offset), method);
            }
        }

        return zip;
    }

    private static void Rename(Span<byte> header, byte[] name)
    {
        header[..100].Clear();
        name.CopyTo(header);
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", header[148..]);
    }

    private static void Write(MemoryStream stream, params byte[][] parts) => Array.ForEach(parts, part => stream.Write(part));

    private static void Write(MemoryStream stream, ReadOnlySpan<byte> signature, params byte[][] parts)
    {
        stream.Write(signature);
        Write(stream, parts);
    }

    private static void Write(MemoryStream stream, byte[] before, ReadOnlySpan<byte> signature, params byte[][] parts)
    {
        stream.Write(before);
        Write(stream, signature, parts);
    }

    private static byte[] Numbers(params ushort[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static byte[] Long(params uint[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}

using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Txt2Image.Graphs.Safetensors;

/// <summary>A safetensors file: its header is read, its numbers stay in the file until they are asked for.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private readonly SafeFileHandle _file;

    private SafetensorsFile(SafeFileHandle file, IReadOnlyList<Tensor> tensors)
    {
        _file = file;
        Tensors = tensors;
    }

    public IReadOnlyList<Tensor> Tensors { get; }

    /// <exception cref="ConversionException">It is no safetensors file, or damaged.</exception>
    public static SafetensorsFile Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var length = RandomAccess.GetLength(file);
            var header = ReadHeader(file, length, path);
            var start = LengthBytes + header.Length;
            var entries = SafetensorsHeader.Parse(header, length - start, path);
            return new(file, [.. entries.Select(entry => new Tensor(file, path, entry.Name, entry.Type, entry.Shape, start + entry.Begin))]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static byte[] ReadHeader(SafeFileHandle file, long length, string path)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (length < LengthBytes)
        {
            throw new ConversionException($"{path}: the file has {length} bytes, so it is no safetensors file. It may be cut off.");
        }

        Tensor.Fill(file, prefix, 0, path);
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed > (ulong)(length - LengthBytes))
        {
            throw new ConversionException(
                $"{path}: its header would have {claimed} bytes, but the file has {length}, so it is no safetensors file, or is cut off. " +
                "If it is some hundred bytes of text, it is a pointer of git LFS: run git lfs pull.");
        }

        if (claimed > SafetensorsHeader.MaxBytes)
        {
            throw new ConversionException($"{path}: its header has {claimed} bytes; at most {SafetensorsHeader.MaxBytes} are read.");
        }

        var header = new byte[claimed];
        Tensor.Fill(file, header, LengthBytes, path);
        return header;
    }
}

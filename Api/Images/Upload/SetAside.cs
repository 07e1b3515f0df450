using System.Runtime.InteropServices;

namespace Txt2Image.Api.Images.Upload;

/// <summary>
/// The first pieces of a large part, outside the managed heap: each is freed as soon as it is copied, so that the pieces and the whole are never in
/// memory together.
/// </summary>
internal sealed class SetAside : IDisposable
{
    private readonly Queue<(nint At, int Length)> _pieces = [];

    /// <summary>The bytes of all pieces.</summary>
    public long Length { get; private set; }

    public void Add(byte[] piece)
    {
        var at = Marshal.AllocHGlobal(piece.Length);
        Marshal.Copy(piece, 0, at, piece.Length);
        _pieces.Enqueue((at, piece.Length));
        Length += piece.Length;
    }

    /// <summary>All pieces and the last one, as one array.</summary>
    public byte[] Join(ReadOnlySpan<byte> last)
    {
        var whole = GC.AllocateUninitializedArray<byte>(checked((int)Length + last.Length));
        var at = 0;
        while (_pieces.TryDequeue(out var piece))
        {
            Marshal.Copy(piece.At, whole, at, piece.Length);
            Marshal.FreeHGlobal(piece.At);
            at += piece.Length;
        }

        last.CopyTo(whole.AsSpan(at));
        return whole;
    }

    public void Dispose()
    {
        while (_pieces.TryDequeue(out var piece))
        {
            Marshal.FreeHGlobal(piece.At);
        }
    }
}

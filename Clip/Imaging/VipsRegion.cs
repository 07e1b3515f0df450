using System.Runtime.InteropServices;
using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads rows of an image into our own memory. NetVips' <c>Region.Fetch</c> allocates an array per call, so a large picture would leave hundreds of
/// megabytes of garbage.
/// </summary>
internal sealed unsafe class VipsRegion(Image image) : IDisposable
{
    private static readonly delegate* unmanaged[Cdecl]<nint, int, int, int, int, nuint*, byte*> Fetch;
    private static readonly delegate* unmanaged[Cdecl]<byte*, void> Free;
    private readonly Region _region = Region.New(image);

    static VipsRegion()
    {
        var name = OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";
        var library = NativeLibrary.Load(name, typeof(Image).Assembly, searchPath: null);
        Fetch = (delegate* unmanaged[Cdecl]<nint, int, int, int, int, nuint*, byte*>)NativeLibrary.GetExport(library, "vips_region_fetch");
        Free = (delegate* unmanaged[Cdecl]<byte*, void>)NativeLibrary.GetExport(library, "g_free");
    }

    /// <summary>Decodes whole rows, which must fill the span.</summary>
    public void Read(int top, int count, int width, Span<byte> rows)
    {
        nuint length = 0;
        var data = Fetch(_region.DangerousGetHandle(), 0, top, width, count, &length);
        GC.KeepAlive(_region);
        if (data is null)
        {
            throw new VipsException("Rows could not be decoded.");
        }

        try
        {
            new ReadOnlySpan<byte>(data, checked((int)length)).CopyTo(rows);
        }
        finally
        {
            Free(data);
        }
    }

    public void Dispose() => _region.Dispose();
}

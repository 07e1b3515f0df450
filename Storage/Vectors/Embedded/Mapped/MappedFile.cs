using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// A file mapped into memory, to be read. It is unmapped once nothing refers to this object any more, so a search that still reads it is safe
/// whatever happens to the file's name.
/// </summary>
internal sealed unsafe partial class MappedFile
{
    private const int RandomOnUnix = 1;

    // Its finalizer unmaps the file.
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;

    private MappedFile(SafeMemoryMappedViewHandle view, byte* start)
    {
        _view = view;
        _start = start;
    }

    /// <exception cref="IOException">It cannot be mapped.</exception>
    public static MappedFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
#pragma warning disable CA2000 // Its handle goes on living.
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
#pragma warning restore CA2000
        byte* start = null;
        var handle = view.SafeMemoryMappedViewHandle;
        handle.AcquirePointer(ref start);
        handle.ReleasePointer();
        return new MappedFile(handle, start + view.PointerOffset);
    }

    /// <summary>The address of a byte.</summary>
    public byte* At(long offset) => _start + offset;

    /// <summary>A part of it. The caller keeps this object alive while it reads.</summary>
    public ReadOnlySpan<byte> Span(long offset, long length) => new(_start + offset, checked((int)length));

    /// <summary>Tells the system that a part is read here and there, so that it reads no more from the disk than it must.</summary>
    public void ReadHereAndThere(long offset, long length)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Whole pages only. It is advice: a system that does not take it works as well.
        var page = (nuint)Environment.SystemPageSize;
        var first = ((nuint)(_start + offset) + page - 1) / page * page;
        var end = (nuint)(_start + offset + length) / page * page;
        if (end > first)
        {
            _ = Advise((void*)first, end - first, RandomOnUnix);
        }

        GC.KeepAlive(_view);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* address, nuint length, int advice);
}

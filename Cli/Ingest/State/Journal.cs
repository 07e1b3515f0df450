using System.Text;
using Txt2Image.Storage;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// A file of lines that only grows: a line is written when the server has acknowledged an image, so that a run may be killed at any time. The
/// last line may then be incomplete; it is removed. When the power is lost, lines that were not flushed may be lost. The file is locked while it is
/// open.
/// </summary>
internal sealed class Journal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens a journal, or restarts it if its header differs.</summary>
    /// <exception cref="IOException">It cannot be opened; another run may have it.</exception>
    public static (Journal Journal, bool IsOfAnother) Open(string path, JournalHeader header)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            // An earlier run may have replaced the file. Without this, the power could bring the old one back.
            Durable.SyncFolder(folder);
            var journal = new Journal(file);
            TornLine.Cut(file);
            var found = journal.ReadHeader();
            if (found != header)
            {
                // The old lines must be gone before a header stands above them that they are not about.
                file.SetLength(0);
                file.Flush(flushToDisk: true);
                journal.Append(header.Write() + '\n', flush: false);
            }

            return (journal, found is not null && found != header);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal for reading only; null if there is none about this.</summary>
    public static Journal? OpenToRead(string path, JournalHeader header)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var journal = new Journal(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        if (journal.ReadHeader() == header)
        {
            return journal;
        }

        journal.Dispose();
        return null;
    }

    /// <summary>All lines after the header, from the first, each with its version; an invalid line is skipped.</summary>
    public IEnumerable<JournalLine> Lines()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 << 10, leaveOpen: true);
        reader.ReadLine();
        var version = "";
        while (reader.ReadLine() is { } text)
        {
            if (JournalLine.Read(text) is { } line)
            {
                version = line.Version ?? version;
                yield return line with { Version = version };
            }
        }
    }

    /// <summary>Adds lines, and waits until they are durable if asked to.</summary>
    public void Append(IEnumerable<JournalLine> lines, bool flush = false) => Append(string.Concat(Texts(lines)), flush);

    private void Append(string text, bool flush)
    {
        var bytes = Utf8.GetBytes(text);
        _file.Seek(0, SeekOrigin.End);
        _file.Write(bytes);
        _file.Flush(flush);
    }

    /// <summary>
    /// Keeps only some lines and closes the journal: they are written to a second file, which replaces the journal when it is complete. Windows
    /// replaces only a file that nobody has open.
    /// </summary>
    public void CloseWith(string path, JournalHeader header, IEnumerable<JournalLine> lines)
    {
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var writer = new StreamWriter(file, Utf8, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(header.Write());
            foreach (var text in Texts(lines))
            {
                writer.Write(text);
            }

            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        Dispose();
        File.Move(beside, path, overwrite: true);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A version is written once for all lines that follow with the same one.</summary>
    private static IEnumerable<string> Texts(IEnumerable<JournalLine> lines)
    {
        string? last = null;
        foreach (var line in lines)
        {
            var version = line.Version ?? "";
            yield return (line with { Version = version == last ? null : version }).Write() + '\n';
            last = version;
        }
    }

    private JournalHeader? ReadHeader()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return JournalHeader.Read(reader.ReadLine());
    }
}

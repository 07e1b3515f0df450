using System.Text;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.State;

/// <summary>
/// The outcomes of a run so far, a line each, in the order of the queries, so that a run that was stopped continues where it was. It is read once,
/// line by line, while the queries are read again; then lines are added. A journal without a file keeps nothing. The file is locked while it is open.
/// </summary>
internal sealed class EvalJournal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly FileStream? _file;
    private StreamReader? _earlier;
    private JournalEntry? _next;
    private bool _hasOutcomes;

    private EvalJournal(FileStream? file, JournalKey key)
    {
        (_file, Key) = (file, key);
        if (file is { Length: > 0 })
        {
            file.Position = 0;
            _earlier = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 << 10, leaveOpen: true);
            _earlier.ReadLine();
            Advance();
            _hasOutcomes = _next is not null;
        }
    }

    /// <summary>What it is about, with the time when the first run began.</summary>
    public JournalKey Key { get; }

    /// <summary>How many outcomes were found in it so far.</summary>
    public long Known { get; private set; }

    /// <summary>Whether it is a file, from which a later run continues.</summary>
    public bool IsKept => _file is not null;

    /// <summary>Opens a journal, or creates it.</summary>
    /// <param name="path">The file; null to keep nothing.</param>
    /// <param name="key">What the run is about.</param>
    /// <exception cref="UsageException">The journal is of another run, or cannot be opened.</exception>
    public static EvalJournal Open(string? path, JournalKey key)
    {
        if (path is null)
        {
            return new EvalJournal(null, key);
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return OpenFile(file, path, key);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"the journal '{path}' cannot be opened ({exception.Message.TrimEnd('.')}). Another run may have it.");
            }

            throw;
        }
    }

    /// <summary>The outcome that an earlier run had for a query; null if it had none. Numbers must ascend from call to call.</summary>
    public EvalOutcome? Find(int number)
    {
        while (_next is { } entry && entry.Number < number)
        {
            Advance();
        }

        if (_next is not { } found || found.Number != number)
        {
            return null;
        }

        Known++;
        Advance();
        return found.Outcome;
    }

    /// <summary>Adds outcomes of the queries after the last.</summary>
    public void Append(IEnumerable<(int Number, EvalOutcome Outcome)> outcomes)
    {
        if (_file is null)
        {
            return;
        }

        var lines = string.Concat(outcomes.Select(one => JournalEntry.Of(one.Number, one.Outcome).Write() + '\n'));
        _file.Seek(0, SeekOrigin.End);
        _file.Write(Utf8.GetBytes(lines));
        _file.Flush();
        _hasOutcomes = true;
    }

    /// <summary>Deletes it: the run has ended.</summary>
    public void Delete()
    {
        _hasOutcomes = false;
        Dispose();
    }

    /// <summary>Closes it. One without outcomes is deleted.</summary>
    public void Dispose()
    {
        _earlier?.Dispose();
        _file?.Dispose();
        if (_file is not null && !_hasOutcomes)
        {
            File.Delete(_file.Name);
        }
    }

    private static EvalJournal OpenFile(FileStream file, string path, JournalKey key)
    {
        if (file.Length == 0)
        {
            file.Write(Utf8.GetBytes(key.Write() + '\n'));
            file.Flush();
            return new EvalJournal(file, key);
        }

        using var reader = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var found = JournalKey.Read(reader.ReadLine())
            ?? throw new UsageException($"'{path}' is not a journal of eval. Name another file with --resume.");
        if (key.DifferencesFrom(found) is { Count: > 0 } differences)
        {
            throw new UsageException(
                $"'{path}' is the journal of another run: {string.Join(" and ", differences)} differ.\n"
                + "Delete it to start again, or name another file with --resume.");
        }

        TornLine.Cut(file);
        return new EvalJournal(file, found);
    }

    private void Advance()
    {
        _next = _earlier?.ReadLine() is { } line
            ? JournalEntry.Read(line) ?? throw new UsageException($"the journal '{_file!.Name}' is damaged. Delete it to start again.")
            : null;
    }
}

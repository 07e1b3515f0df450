using System.Security.Cryptography;
using System.Text;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>Where a source's journal, failures and downloads are kept: in one folder, under names that are hashes of what they are about.</summary>
internal sealed class StateFiles(string folder)
{
    public string JournalOf(Uri server, string collection, string source) => Named(".journal", server.AbsoluteUri, collection, source);

    public string FailuresOf(Uri server, string collection, string source) => Named(".failures.jsonl", server.AbsoluteUri, collection, source);

    public string DownloadOf(Uri archive) => Named(".download", archive.AbsoluteUri);

    /// <summary>Opens what is known of a source; the state of a collection that no longer exists is dropped.</summary>
    public Ledger Open(string path, JournalHeader header, Func<string, bool>? isLost, bool readOnly, out bool isOfAnother)
    {
        isOfAnother = false;
        try
        {
            if (readOnly)
            {
                return Ledger.ToRead(Journal.OpenToRead(path, header), isLost);
            }

            (var journal, isOfAnother) = Journal.Open(path, header);
            return Ledger.Of(journal, isLost, path, header);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"the state cannot be kept in '{folder}' ({exception.Message.TrimEnd('.')}).\n" +
                "Another run may be adding the same source. Give another folder with --state, or use --no-state.");
        }
    }

    private string Named(string ending, params string[] about)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', about)));
        return Path.Combine(folder, Convert.ToHexStringLower(hash.AsSpan(0, 12)) + ending);
    }
}

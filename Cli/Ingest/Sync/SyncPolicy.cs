using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Sync;

/// <summary>
/// Whether names that vanished may be removed. A disk that is not mounted looks like a folder whose pictures were all deleted.
/// </summary>
internal static class SyncPolicy
{
    /// <summary>Why not; null if they may.</summary>
    public static string? Refusal(long known, long vanished, bool isIncomplete, bool isForced)
    {
        if (isIncomplete)
        {
            return "a part of the source could not be read, so it is unknown what vanished: no name is removed";
        }

        return vanished * 2 > known && !isForced
            ? $"{Amount.Number(vanished)} of {Amount.Of(known, "name")} have vanished from the source, more than half: "
                + "none is removed without --force"
            : null;
    }
}

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Why an image was not sent. The server has codes of its own.</summary>
internal static class FailureCode
{
    public const string Unreadable = "Unreadable";
    public const string NotAFile = "NotAFile";
    public const string Empty = "Empty";
    public const string Changed = "Changed";
    public const string UnsafeName = "UnsafeName";
    public const string Encrypted = "Encrypted";
    public const string DamagedArchive = "DamagedArchive";
    public const string SuspectArchive = "SuspectArchive";
    public const string NestedArchive = "NestedArchive";
    public const string SplitArchive = "SplitArchive";
    public const string UnreadArchive = "UnreadArchive";
    public const string UnsupportedCompression = "UnsupportedCompression";
    public const string TooLarge = "TooLarge";
}

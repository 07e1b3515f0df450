namespace Txt2Image.Hosting.Settings;

/// <summary>How log entries are written.</summary>
public enum LogFormat
{
    /// <summary>A line that people read.</summary>
    Line,

    /// <summary>A line of JSON, for programs.</summary>
    Json,
}

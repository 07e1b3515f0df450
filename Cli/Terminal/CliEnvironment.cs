using System.Diagnostics.CodeAnalysis;
using System.Text;
using Txt2Image.Storage;

namespace Txt2Image.Cli.Terminal;

/// <summary>Everything that the program takes from the process around it, so that a test can replace it.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether a person can answer on <see cref="In"/>.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The folder for state from which later runs continue; null to keep none.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Columns of the terminal behind <see cref="Out"/>; null when it is a file or a pipe.</summary>
    public int? OutWidth { get; init; }

    /// <summary>Columns of the terminal behind <see cref="Error"/>; null when it is a file or a pipe.</summary>
    public int? ErrorWidth { get; init; }

    /// <summary>
    /// Whether colours and links are written to <see cref="Out"/>: to a terminal that is not known to lack them, unless the user wants none
    /// (https://no-color.org). Consoles of Windows show them if they say who they are.
    /// </summary>
    public bool HasColours => OutWidth is not null
        && Variable("NO_COLOR") is null or ""
        && Variable("TERM") is not "dumb"
        && (!OperatingSystem.IsWindows() || Variable("WT_SESSION") is { Length: > 0 } || Variable("TERM_PROGRAM") is { Length: > 0 });

    /// <summary>Shows an address in the user's browser; returns whether one was started.</summary>
    public Func<Uri, bool> Show { get; init; } = _ => false;

    public Func<string, string?> Variable { get; init; } = _ => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>The folder of this program.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The full path of one that is relative to the working folder, or to the user's home folder (<c>~/</c>); null stays null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? FullPath(string? path) => path is null ? null : Path.GetFullPath(HomeFolder.Expand(path), WorkingDirectory);

    public static CliEnvironment OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8),
        IsInteractive = !Console.IsInputRedirected,
        StateFolder = UserState(),
        OutWidth = Console.IsOutputRedirected ? null : Width(),
        ErrorWidth = Console.IsErrorRedirected ? null : Width(),
        Variable = Environment.GetEnvironmentVariable,
        Show = Browser.Show,
    };

    /// <summary>The user's folder for the state of programs, by the platform's convention.</summary>
    private static string UserState()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var below = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support")
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set ? set
            : Path.Combine(home, ".local", "state");
        return Path.Combine(below, "txt2image");
    }

    /// <summary>A terminal that does not report its width is taken for a classic one.</summary>
    private static int Width()
    {
        const int Classic = 80;
        try
        {
            return Console.WindowWidth is var width and > 0 ? width : Classic;
        }
        catch (IOException)
        {
            return Classic;
        }
    }
}

namespace Txt2Image.Cli.Terminal;

/// <summary>
/// Progress on stderr: on a terminal one line that is rewritten, in a file or pipe a new line every few seconds. Other lines are written through here
/// too, so that they appear above it.
/// </summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InFile = TimeSpan.FromSeconds(5);

    private readonly CliEnvironment _environment;
    private readonly Func<string> _text;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Task _loop;
    private string _shown = "";
    private bool _hasEnded;

    public ProgressLine(CliEnvironment environment, Func<string> text)
    {
        (_environment, _text) = (environment, text);
        _loop = RunAsync(_end.Token);
    }

    public void WriteAbove(string line)
    {
        lock (_gate)
        {
            Clear();
            _environment.Error.WriteLine(Printable.Of(line));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        await _end.CancelAsync();
        await _loop;
        lock (_gate)
        {
            Clear();
        }

        _end.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_environment.ErrorWidth is null ? InFile : OnTerminal, _environment.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Show(_text());
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private void Show(string text)
    {
        lock (_gate)
        {
            if (_environment.ErrorWidth is not { } width)
            {
                if (text != _shown)
                {
                    _environment.Error.WriteLine(text);
                }

                _shown = text;
                return;
            }

            var line = text.Length < width ? text : text[..(width - 1)];
            _environment.Error.Write($"\r{line.PadRight(_shown.Length)}");
            _shown = line;
        }
    }

    private void Clear()
    {
        if (_environment.ErrorWidth is null || _shown.Length == 0)
        {
            return;
        }

        _environment.Error.Write($"\r{new string(' ', _shown.Length)}\r");
        _shown = "";
    }
}

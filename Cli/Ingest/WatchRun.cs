using System.Net;
using Txt2Image.Cli.Ingest.Following;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest;

/// <summary>
/// Adds a folder as <c>ingest</c> does, then follows it until Ctrl-C. When the server or the folder is away, it waits, and begins with a walk again.
/// </summary>
/// <param name="environment">The process around it.</param>
/// <param name="client">The server.</param>
/// <param name="request">What to add, and how.</param>
/// <param name="poll">How often the folder is walked; null if the system reports changes.</param>
/// <param name="report">Lets changes of a folder be reported until what it returns is disposed; returns null, with a note, if that cannot be.</param>
internal sealed class WatchRun(
    CliEnvironment environment,
    Txt2ImageClient client,
    IngestRequest request,
    TimeSpan? poll,
    Func<string, FolderChanges, Action<string>, IDisposable?> report)
{
    /// <summary>How often a folder is walked if the system does not report its changes.</summary>
    public static readonly TimeSpan DefaultPoll = TimeSpan.FromSeconds(30);

    private readonly FolderChanges _changes = new(environment.Time);
    private readonly Settling _settling = new(environment.Time);
    private readonly string _folder = Path.GetFullPath(request.Source, environment.WorkingDirectory);
    private string? _said;
    private bool _hasBegun;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Whoever watches answers no questions.
        var asked = request with { IsAgreed = request.Syncs };
        await using var events = new WatchReport(environment, request);
        var follower = new Follower(_changes, _settling, request.Syncs);
        try
        {
            for (var failures = 0; ;)
            {
                try
                {
                    await PassAsync(asked, follower, events, () => failures = 0, cancellationToken);
                }
                catch (Exception exception) when (ReasonToWait(exception) is { } reason && !cancellationToken.IsCancellationRequested)
                {
                    events.Waiting(reason);
                    await Task.Delay(RetryPolicy.Backoff(failures++), environment.Time, cancellationToken);
                }
            }
        }
        catch (Exception exception)
            when (cancellationToken.IsCancellationRequested && (exception is OperationCanceledException || ReasonToWait(exception) is not null))
        {
            // Ctrl-C can come while the server or the folder fails.
            return ExitCode.Interrupted;
        }
        finally
        {
            events.Finish();
        }
    }

    /// <summary>Adds the folder, and follows it until it must be walked again.</summary>
    private async Task PassAsync(
        IngestRequest asked, Follower follower, WatchReport events, Action added, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {request.Source}");
        }

        // A report of its own for each pass: that of a folder which was away has ended. It begins before the walk, so that nothing is missed.
        using var reports = poll is null ? report(_folder, _changes, reason => SayOnce(events, reason)) : null;
        var every = reports is null ? poll ?? DefaultPoll : (TimeSpan?)null;

        var run = new IngestRun(environment, client, asked)
        {
            Report = events,
            IsAgain = _hasBegun,
            Prepare = source => new CalmSource(source, environment.Time, _settling.Add),
            Follow = async (source, ended) =>
            {
                _hasBegun = true;
                added();
                events.Watching(request.Source);
                await follower.FollowAsync(source, every, ended);
            },
        };
        await run.RunAsync(cancellationToken);
    }

    private void SayOnce(WatchReport events, string reason)
    {
        if (_said != reason)
        {
            events.Note($"note: {reason}: looking every {DefaultPoll.TotalSeconds:F0} s; --poll SECONDS sets another time");
        }

        _said = reason;
    }

    /// <summary>Why a fault will pass, perhaps; null if it will not.</summary>
    private static string? ReasonToWait(Exception exception) => exception switch
    {
        ServerUnreachableException away => $"no server answers at {away.Server.AbsoluteUri.TrimEnd('/')} ({away.Reason.TrimEnd('.')})",
        ServerErrorException { IsBusy: true } busy => $"the server is busy: {busy.Detail}",
        ServerErrorException { Status: HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError } other => other.Detail,
        DirectoryNotFoundException missing => missing.Message,
        _ => null,
    };
}

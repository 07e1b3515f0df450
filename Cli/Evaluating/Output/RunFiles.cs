using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>The files of a run. They appear in their places when all are complete.</summary>
internal sealed class RunFiles : IAsyncDisposable
{
    private readonly PartFile? _json;
    private readonly PartFile? _csv;
    private QueryCsv? _rows;
    private RunWriter? _run;

    /// <summary>Opens the files.</summary>
    /// <param name="request">Which ones.</param>
    /// <param name="header">What is evaluated.</param>
    /// <exception cref="RunFailedException">A folder cannot be written.</exception>
    public RunFiles(EvalRequest request, RunHeader header)
    {
        try
        {
            _json = request.Json is { } json ? PartFile.Create(json) : null;
            _csv = request.Csv is { } csv ? PartFile.Create(csv) : null;
            Report = request.Report is { } report ? PartFile.Create(report) : null;
        }
        catch
        {
            _json?.Dispose();
            _csv?.Dispose();
            throw;
        }

        _run = _json is null ? null : new RunWriter(_json.Stream, header);
        _rows = _csv is null ? null : new QueryCsv(_csv.Stream, new Scorer(header.Ks).Measures);
        _rows?.WriteHeadings();
    }

    /// <summary>The file of the report, which is written at the end; null if there is none.</summary>
    public PartFile? Report { get; }

    public async Task WriteAsync(QueryResult query, IReadOnlyList<double> scores, CancellationToken cancellationToken)
    {
        _rows?.Write(query, scores);
        if (_run is not null)
        {
            await _run.WriteAsync(query, cancellationToken);
        }
    }

    /// <summary>Completes the files.</summary>
    public async Task CompleteAsync(RunFigures figures)
    {
        if (_run is not null)
        {
            await _run.CompleteAsync(figures);
            await _run.DisposeAsync();
            _run = null;
        }

        _rows?.Dispose();
        _rows = null;
        _json?.Complete();
        _csv?.Complete();
        Report?.Complete();
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        _rows?.Dispose();
        _json?.Dispose();
        _csv?.Dispose();
        Report?.Dispose();
    }
}

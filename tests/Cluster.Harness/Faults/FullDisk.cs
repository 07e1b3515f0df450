using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>The images' disk is full for a while, and then read-only.</summary>
internal sealed class FullDisk : Fault
{
    private const long DiskBytes = 16 << 20;
    private static readonly string[] Allowed = ["StorageFull", "Unavailable"];

    private long _full;
    private long _readOnly;
    private long _mended;

    public override string Name => "full-disk";

    public override string Title => "full disk, then a read-only one";

    public override ClusterPlan Prepare(ClusterPlan plan) => plan with { DiskBytes = DiskBytes };

    public override Task<string?> RefusalAsync() => SmallDisk.RefusalAsync();

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        var disk = trial.Cluster.Disk!;
        _full = Trial.Now;
        disk.Fill();
        await Task.Delay(trial.Pace.Outage(10), cancellationToken);
        disk.Free();
        await Task.Delay(trial.Pace.Steady, cancellationToken);
        _readOnly = Trial.Now;
        await disk.MakeReadOnlyAsync(true);
        await Task.Delay(trial.Pace.Outage(10), cancellationToken);
        await disk.MakeReadOnlyAsync(false);
        _mended = Trial.Now;
    }

    public override void Judge(Trial trial)
    {
        var refusals = trial.Ingest.Refusals;
        var codes = refusals.SelectMany(refusal => refusal.Codes).Distinct(StringComparer.Ordinal).ToList();
        trial.Require(
            refusals.Any(refusal => refusal.At >= _full && refusal.At < _readOnly && refusal.Codes.Contains("StorageFull", StringComparer.Ordinal)),
            "a full disk is reported as such (507)");
        trial.Require(refusals.Any(refusal => refusal.At >= _readOnly && refusal.At < _mended), "images are rejected while the disk is read-only");
        trial.Require(
            refusals.All(refusal => refusal.IsNamed) && codes.TrueForAll(code => Allowed.Contains(code, StringComparer.Ordinal)),
            $"images are rejected with 507 or 503 ({string.Join(", ", codes)})");
        trial.Limit(trial.Crowd.Samples.Failed == 0, "no search fails");
    }
}

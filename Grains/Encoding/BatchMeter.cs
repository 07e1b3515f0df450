using System.Diagnostics;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Encoding;

/// <summary>Measures the batches of one model on one device.</summary>
internal sealed class BatchMeter(string device, string model)
{
    public void Ran(WorkKind kind, int items, TimeSpan took)
    {
        if (!Instruments.Inference.Enabled && !Instruments.BatchSize.Enabled)
        {
            return;
        }

        var tags = Tags("tower", Tower(kind));
        Instruments.Inference.Record(took.TotalSeconds, tags);
        Instruments.BatchSize.Record(items, tags);
    }

    public void Waited(WorkKind kind, TimeSpan queued)
    {
        if (Instruments.QueueWait.Enabled)
        {
            Instruments.QueueWait.Record(queued.TotalSeconds, Tags("kind", Word(kind)));
        }
    }

    public void Failed(WorkKind kind)
    {
        if (Instruments.InferenceFailures.Enabled)
        {
            Instruments.InferenceFailures.Add(1, Tags("tower", Tower(kind)));
        }
    }

    private TagList Tags(string name, string value) => new() { { "device", device }, { "model", model }, { name, value } };

    private static string Tower(WorkKind kind) => kind == WorkKind.Text ? "text" : "vision";

    private static string Word(WorkKind kind) => kind switch
    {
        WorkKind.Text => "text",
        WorkKind.UrgentImage => "urgent image",
        _ => "image",
    };
}

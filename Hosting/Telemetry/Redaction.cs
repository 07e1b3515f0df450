using System.Diagnostics;
using OpenTelemetry;
using Txt2Image.Grains.Client;

namespace Txt2Image.Hosting.Telemetry;

/// <summary>Takes out of spans what was asked: the key of a question's grain holds its text, and so does the query of its URL.</summary>
internal sealed class Redaction : BaseProcessor<Activity>
{
    private const string Query = "url.query";

    public override void OnEnd(Activity data)
    {
        foreach (var (key, value) in data.TagObjects.ToList())
        {
            if (key == Query)
            {
                data.SetTag(key, null);
            }
            else if (value is string text && QueryKey.Redact(text) is var safe && safe != text)
            {
                data.SetTag(key, safe);
            }
        }

        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, QueryKey.Redact(description));
        }

        // An event cannot be changed any more: a span with an exception that names the question is not sent at all.
        if (data.Events.SelectMany(one => one.Tags).Any(tag => tag.Value is string text && QueryKey.Redact(text) != text))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}

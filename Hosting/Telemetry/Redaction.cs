using System.Diagnostics;
using OpenTelemetry;
using Txt2Image.Grains.Client;

namespace Txt2Image.Hosting.Telemetry;

/// <summary>Removes query texts from spans: the key of a query's grain and the query string of its URL contain them.</summary>
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

        // Events cannot be changed any more, so a span with an exception that contains the query is not sent.
        if (data.Events.SelectMany(one => one.Tags).Any(tag => tag.Value is string text && QueryKey.Redact(text) != text))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}

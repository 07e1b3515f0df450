using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>Says before anything is sent how much it is, and how much space the server will need.</summary>
internal static class PlanText
{
    public static string? Of(IngestPlan? plan, IngestRequest request)
    {
        if (plan is null)
        {
            return "The number of images is known only once everything has been read.";
        }

        var all = $"{Amount.Of(plan.Images, "image")}, {Amount.Bytes(plan.Bytes)}";
        if (request.IsDryRun)
        {
            return all;
        }

        if (request.Verifies)
        {
            return $"{all}: each is compared with what the server has.";
        }

        if (plan.NewImages == 0)
        {
            return plan.Images == 0 ? null : $"{all}: none is new or changed.";
        }

        var fresh = plan.NewImages == plan.Images ? all : $"{all}; new or changed: {Amount.Number(plan.NewImages)}, {Amount.Bytes(plan.NewBytes)}";
        return request.KeepsOriginals
            ? $"{fresh}. The server will need about as much space, and a little for thumbnails."
            : $"{fresh}. The server will keep a preview of at most 1440 px of each: "
              + "originals cannot be retrieved from it, nor embedded again in full size.";
    }
}

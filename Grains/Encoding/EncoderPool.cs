using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// Sends texts and images to encoders, wherever in the cluster they are: of two drawn at random to the one with the least expected wait (the power of two
/// choices). A slot that fails is left out for a while, and its caller tries one other.
/// </summary>
public sealed class EncoderPool
{
    private const int Tries = 2;

    /// <summary>
    /// Of two waits that differ by less than this, either will do: else the noise of a measurement would send nearly all work to one of two equal devices.
    /// </summary>
    private const double ClearlyLess = 0.7;

    /// <summary>
    /// How long a question may wait for a device: so little of its deadline that there is time for another try where a silo dies with the first.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly IGrainFactory _grains;
    private readonly DeviceMap _map;
    private readonly TimeSpan _questionBudget;
    private readonly TimeSpan _bulkBudget;

    /// <summary>A pool over a cluster's encoders; <paramref name="deadline"/> is that of a search.</summary>
    public EncoderPool(IGrainFactory grains, EncodingOptions encoding, TimeSpan deadline, TimeProvider time)
    {
        _grains = grains;
        _map = new DeviceMap(grains, time);
        _questionBudget = deadline < LongestWait ? deadline : LongestWait;
        _bulkBudget = encoding.BulkBudget;
    }

    /// <summary>Embeds a question's text.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: no device serves the model now.</exception>
    public ValueTask<EncodeResult> EncodeTextAsync(string model, int[] tokens, CancellationToken cancellationToken) =>
        EncodeAsync(model, encoder => encoder.EncodeTextAsync(new TokenIds(tokens), _questionBudget, cancellationToken), cancellationToken);

    /// <summary>Embeds an image; an urgent one is a question's and passes those that are being ingested.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: no device serves the model now.</exception>
    public ValueTask<EncodeResult> EncodeImageAsync(string model, byte[] tile, bool urgent, CancellationToken cancellationToken) =>
        EncodeAsync(
            model,
            encoder => encoder.EncodeImageAsync(new Tile(tile, urgent), urgent ? _questionBudget : _bulkBudget, cancellationToken),
            cancellationToken);

    private async ValueTask<EncodeResult> EncodeAsync(
        string model, Func<IEncoderGrain, ValueTask<EncodeResult>> call, CancellationToken cancellationToken)
    {
        EncoderSlot? tried = null;
        for (var attempt = 1; ; attempt++)
        {
            var slots = await _map.SlotsAsync(model, cancellationToken);
            var slot = Choose(tried is null ? slots : OtherThan(tried, slots));
            slot.Begin();
            try
            {
                var result = await call(slot.Encoder(_grains));
                slot.Succeeded(result);
                if (result.RetryAfter is null || attempt == Tries || slots.Length == 1)
                {
                    return result;
                }
            }
            catch (Exception exception) when (IsSlotFailure(exception))
            {
                slot.Failed();
                _map.Doubt();
                if (attempt == Tries)
                {
                    throw Unavailable(exception);
                }
            }
            catch
            {
                slot.Left();
                throw;
            }

            tried = slot;
        }
    }

    /// <summary>Those of other silos, since what failed may be the whole silo; else other devices of the same; else what there is.</summary>
    private static ImmutableArray<EncoderSlot> OtherThan(EncoderSlot tried, ImmutableArray<EncoderSlot> slots)
    {
        var elsewhere = slots.RemoveAll(slot => slot.Slot.Silo == tried.Slot.Silo);
        if (!elsewhere.IsEmpty)
        {
            return elsewhere;
        }

        return slots.Length > 1 ? slots.Remove(tried) : slots;
    }

    private static EncoderSlot Choose(ImmutableArray<EncoderSlot> slots)
    {
        if (slots.IsEmpty)
        {
            throw Unavailable(null);
        }

        var one = slots[Random.Shared.Next(slots.Length)];
        var other = slots[Random.Shared.Next(slots.Length)];
        return other.ExpectedMs < one.ExpectedMs * ClearlyLess ? other : one;
    }

    /// <summary>
    /// The slot or the way to it is broken. A timeout is among these: work that would wait long is refused, so what does not answer is dead or frozen.
    /// </summary>
    private static bool IsSlotFailure(Exception failure) => Retry.WillPass(failure) || failure is Txt2ImageException { Code: ErrorCode.Unavailable };

    private static Txt2ImageException Unavailable(Exception? inner) =>
        new(ErrorCode.Unavailable, "No device can run the model now; try again in a few seconds.", inner) { RetryAfter = TimeSpan.FromSeconds(2) };
}

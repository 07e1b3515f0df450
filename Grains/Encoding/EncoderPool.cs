using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// Sends texts and images to the cluster's encoders: draws two at random and uses the one with the shorter expected wait (the power of two choices).
/// A slot that fails is left out for a while, and the call is tried on one other slot.
/// </summary>
public sealed class EncoderPool
{
    private const int Tries = 2;

    /// <summary>Waits within this ratio count as equal; otherwise measurement noise would send nearly all work to one of two equal devices.</summary>
    private const double ClearlyLess = 0.7;

    /// <summary>
    /// The longest that a query may wait for a device: short enough within its deadline that there is time for another attempt if a silo dies with
    /// the first.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly IGrainFactory _grains;
    private readonly DeviceMap _map;
    private readonly TimeSpan _questionBudget;
    private readonly TimeSpan _bulkBudget;

    /// <summary>Creates a pool over a cluster's encoders. <paramref name="deadline"/> is the deadline of a search.</summary>
    public EncoderPool(IGrainFactory grains, EncodingOptions encoding, TimeSpan deadline, TimeProvider time)
    {
        _grains = grains;
        _map = new DeviceMap(grains, time);
        _questionBudget = deadline < LongestWait ? deadline : LongestWait;
        _bulkBudget = encoding.BulkBudget;
    }

    /// <summary>Embeds the text of a query.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: no device can run the model now.</exception>
    public ValueTask<EncodeResult> EncodeTextAsync(string model, int[] tokens, CancellationToken cancellationToken) =>
        EncodeAsync(model, encoder => encoder.EncodeTextAsync(new TokenIds(tokens), _questionBudget, cancellationToken), cancellationToken);

    /// <summary>Embeds an image. An urgent image belongs to a query and overtakes images that are being ingested.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: no device can run the model now.</exception>
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
                slot.Answered(result);
                if (result.RetryAfter is null || attempt == Tries || slots.Length == 1)
                {
                    return result;
                }
            }
            catch (Exception exception) when (IsSlotFailure(exception) && !cancellationToken.IsCancellationRequested)
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

    /// <summary>
    /// Slots on other silos, because the whole silo may have failed; otherwise other devices of the same silo; otherwise all slots.
    /// </summary>
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
    /// Whether the slot or the connection to it is broken. A timeout counts: work with a long wait is rejected, so a slot that does not answer is
    /// dead or frozen.
    /// </summary>
    private static bool IsSlotFailure(Exception failure) => Retry.WillPass(failure) || failure is Txt2ImageException { Code: ErrorCode.Unavailable };

    private static Txt2ImageException Unavailable(Exception? inner) =>
        new(ErrorCode.Unavailable, "No device can run the model now. Try again in a few seconds.", inner) { RetryAfter = TimeSpan.FromSeconds(2) };
}

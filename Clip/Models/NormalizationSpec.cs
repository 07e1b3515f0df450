using System.Collections.Immutable;

namespace Txt2Image.Clip.Models;

/// <summary>How 8-bit samples become a vision tower's input: (sample x Rescale - Mean[c]) / Std[c] for the channels R, G, B.</summary>
/// <param name="Mean">Three means, after the rescaling.</param>
/// <param name="Std">Three deviations, none 0.</param>
/// <param name="Rescale">Usually 1 / 255.</param>
public sealed record NormalizationSpec(ImmutableArray<float> Mean, ImmutableArray<float> Std, double Rescale);

using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Grains.Models;

/// <summary>The models that this process serves. A collection uses the one that it was created with.</summary>
internal sealed class ServedModels
{
    private readonly Dictionary<string, ClipModel> _byFingerprint;

    /// <summary>Serves models; the first is that of new collections.</summary>
    /// <exception cref="ArgumentException">There is none, or one occurs twice.</exception>
    public ServedModels(IReadOnlyList<ClipModel> models)
    {
        if (models.Count == 0)
        {
            throw new ArgumentException("There must be a model.", nameof(models));
        }

        _byFingerprint = models.ToDictionary(model => model.Fingerprint, StringComparer.Ordinal);
        All = models;
    }

    public IReadOnlyList<ClipModel> All { get; }

    /// <summary>The model of collections that are created without naming one.</summary>
    public ClipModel Default => All[0];

    /// <summary>Their names, for messages.</summary>
    public string Names => string.Join(", ", All.Select(model => model.Id));

    public ClipModel? Find(string fingerprint) => _byFingerprint.GetValueOrDefault(fingerprint);

    /// <summary>The model of a collection.</summary>
    /// <exception cref="Txt2ImageException">Conflict: this service does not run it.</exception>
    public ClipModel Of(Collection collection) => Find(collection.Model) ?? throw new Txt2ImageException(
        ErrorCode.Conflict,
        $"The collection {collection.Name} was created with the model {collection.ModelName} ({collection.Model}), which this service does not run; "
        + $"it runs {Names}. Add that model to the service, or create a new collection.");

    /// <summary>The model with a name or fingerprint.</summary>
    /// <param name="requested">The name or fingerprint; null for the default.</param>
    /// <exception cref="Txt2ImageException">InvalidRequest: there is none, or several have this name.</exception>
    public ClipModel Named(string? requested)
    {
        if (requested is null)
        {
            return Default;
        }

        if (Find(requested) is { } exact)
        {
            return exact;
        }

        return All.Where(model => model.Id == requested).ToList() switch
        {
            [var only] => only,
            [] => throw new Txt2ImageException(
                ErrorCode.InvalidRequest, $"This service does not run the model '{requested}'. It runs {Names}. Omit model to use {Default.Id}."),
            var several => throw new Txt2ImageException(
                ErrorCode.InvalidRequest,
                $"Several models are named '{requested}'. Give a fingerprint: {string.Join(", ", several.Select(model => model.Fingerprint))}."),
        };
    }
}

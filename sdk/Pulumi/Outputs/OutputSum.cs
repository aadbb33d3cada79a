using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// What several outputs together know: unknown if one is unknown, secret if one is secret, depending on all that any depends on.
/// Dependencies go to one builder as soon as a second set appears, so that joining n outputs takes n steps.
/// </summary>
internal sealed class OutputSum
{
    private ImmutableHashSet<Resource> _first = OutputData.NoResources;
    private ImmutableHashSet<Resource>.Builder? _all;
    private bool _isKnown = true;
    private bool _isSecret;

    public T Add<T>(OutputData<T> data)
    {
        _isKnown &= data.IsKnown;
        _isSecret |= data.IsSecret;
        AddResources(data.Resources);
        return data.Value;
    }

    public OutputData<T> With<T>(T value) => new(value, _all?.ToImmutable() ?? _first, _isKnown, _isSecret);

    private void AddResources(ImmutableHashSet<Resource> resources)
    {
        if (resources.IsEmpty || ReferenceEquals(resources, _first))
        {
            return;
        }

        if (_all is not null)
        {
            _all.UnionWith(resources);
        }
        else if (_first.IsEmpty)
        {
            _first = resources;
        }
        else
        {
            _all = _first.ToBuilder();
            _all.UnionWith(resources);
        }
    }
}

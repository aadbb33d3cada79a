using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns inputs into what the engine gets. One pass: what is complete is written without waiting, and a map or list that is already
/// in its final form is passed on as it is.
/// </summary>
/// <param name="label">Names what is serialised in error messages.</param>
/// <param name="marksInline">
/// Writes unknowns and secrets as the wire format marks them (for JSON text inside a property), in place of lifting them out.
/// </param>
internal sealed class PropertySerializer(string label, bool marksInline = false)
{
    private readonly List<(string? Key, int Index)> _path = [];
    private HashSet<Resource>? _dependencies;
    private bool _isKnown;
    private bool _isSecret;

    /// <summary>The resources that the serialised values came from.</summary>
    public IReadOnlyCollection<Resource> Dependencies => _dependencies ?? (IReadOnlyCollection<Resource>)[];

    public async ValueTask<SerializedProperties> SerializeAsync(IReadOnlyCollection<KeyValuePair<string, object?>> properties)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object>();
        Dictionary<string, SerializedProperty>? marked = null;
        var original = properties as ImmutableDictionary<string, object>;
        foreach (var (name, given) in properties)
        {
            var property = await SerializePropertyAsync(name, given).ConfigureAwait(false);
            if (!property.IsKnown || property.IsSecret)
            {
                (marked ??= [])[name] = property;
            }

            if (!property.IsKnown || property.Value is null || !ReferenceEquals(property.Value, given))
            {
                original = null;
            }

            if (property is { IsKnown: true, Value: { } value })
            {
                values.Add(name, value);
            }
        }

        return new(original ?? values.ToImmutable(), marked);
    }

    /// <summary>One value on its own, where nothing can be lifted out.</summary>
    public ValueTask<object?> SerializeValueAsync(object? value) => WriteAsync(value);

    /// <summary>The properties of what a mock returned.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, object?>> PropertiesOf(object? state) => state switch
    {
        ImmutableDictionary<string, object?> properties => properties,
        IDictionary<string, object?> properties => [.. properties],
        InputArgs args => args.ToProperties(),
        IDictionary dictionary => [.. Entries(dictionary, "")],
        _ => throw new InvalidOperationException($"{state?.GetType().FullName ?? "null"} is not a supported argument type"),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary dictionary, string context)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return entry.Key is string key
                ? new(key, entry.Value)
                : throw new InvalidOperationException($"Dictionaries are only supported with string keys:\n\t{context}");
        }
    }

    private async ValueTask<SerializedProperty> SerializePropertyAsync(string name, object? given)
    {
        _isKnown = true;
        _isSecret = false;
        _path.Clear();
        _path.Add((name, 0));
        try
        {
            var value = await WriteAsync(given).ConfigureAwait(false);
            return new(_isKnown ? value : null, _isKnown, _isSecret);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"error serializing property \"{name}\": {exception.Message}", exception);
        }
    }

    private ValueTask<object?> WriteAsync(object? value)
    {
        switch (value)
        {
            case null or bool or double:
                return new(value);
            case string text:
                return text == Wire.Unknown && !marksInline ? WriteUnknown() : new(text);
            case int number:
                return new((double)number);
            case InputArgs args:
                return WriteMapAsync(args.ToProperties());
            case AssetOrArchive asset:
                return new(Valid(asset));
            case Task:
                throw new InvalidOperationException(
                    $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{Context()}");
            case IInput input:
                return input.TryGetPlain(out var plain) ? WriteAsync(plain) : WriteOutputAsync(input.ToOutput());
            case IOutput output:
                return WriteOutputAsync(output);
            case IUnion union:
                return WriteAsync(union.Value);
            case JsonElement json:
                return new(FromJson(json));
            case Resource resource:
                return WriteResourceAsync(resource);
            case ImmutableDictionary<string, object?> map:
                return WriteMapAsync(map);
            case IDictionary dictionary:
                return WriteMapAsync([.. Entries(dictionary, Context())]);
            case ImmutableArray<object?> array:
                return WriteListAsync(array, value);
            case IList list:
                return WriteListAsync(TypeFacts.IsDefaultArray(list) ? [] : [.. list], value);
            case Enum member when member.GetTypeCode() == TypeCode.Int32:
                return new((double)(int)value);
            case ValueTuple:
                return default;
            default:
                return WriteOtherAsync(value, value.GetType());
        }
    }

    private ValueTask<object?> WriteUnknown()
    {
        _isKnown = false;
        return marksInline ? new(Wire.Unknown) : default;
    }

    private async ValueTask<object?> WriteOutputAsync(IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        if (!data.Resources.IsEmpty)
        {
            (_dependencies ??= []).UnionWith(data.Resources);
        }

        if (!data.IsKnown)
        {
            return await WriteUnknown().ConfigureAwait(false);
        }

        _isSecret |= data.IsSecret;
        var value = await WriteAsync(data.Value).ConfigureAwait(false);
        return marksInline && data.IsSecret
            ? ImmutableDictionary<string, object?>.Empty.Add(Wire.SignatureKey, Wire.SecretSignature).Add(Wire.ValueKey, value)
            : value;
    }

    private async ValueTask<object?> WriteMapAsync(IReadOnlyCollection<KeyValuePair<string, object?>> properties)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        var original = properties as ImmutableDictionary<string, object?>;
        foreach (var (key, given) in properties)
        {
            _path.Add((key, 0));
            var value = await WriteAsync(given).ConfigureAwait(false);
            _path.RemoveAt(_path.Count - 1);
            var isKept = value is not null && (marksInline || !Wire.IsInternal(key));
            if (isKept)
            {
                values.Add(key, value);
            }

            if (!isKept || !ReferenceEquals(value, given))
            {
                original = null;
            }
        }

        return original ?? values.ToImmutable();
    }

    private async ValueTask<object?> WriteListAsync(ImmutableArray<object?> list, object given)
    {
        if (list.IsDefaultOrEmpty)
        {
            return ImmutableArray<object?>.Empty;
        }

        var values = ImmutableArray.CreateBuilder<object?>(list.Length);
        var isOriginal = given is ImmutableArray<object?>;
        for (var i = 0; i < list.Length; i++)
        {
            _path.Add((null, i));
            var value = await WriteAsync(list[i]).ConfigureAwait(false);
            _path.RemoveAt(_path.Count - 1);
            isOriginal &= ReferenceEquals(value, list[i]);
            values.Add(value);
        }

        return isOriginal ? given : values.MoveToImmutable();
    }

    /// <summary>A resource is known to the engine by its id and URN; both must be there before it can be named.</summary>
    private async ValueTask<object?> WriteResourceAsync(Resource resource)
    {
        IOutput identity = marksInline && resource is CustomResource custom ? custom.Id : resource.Urn;
        var written = await WriteOutputAsync(identity).ConfigureAwait(false);
        return marksInline ? written : resource;
    }

    private static AssetOrArchive Valid(AssetOrArchive asset)
    {
        if (asset is InvalidAsset)
        {
            throw new InvalidOperationException("Cannot serialize invalid asset");
        }

        if (asset is InvalidArchive)
        {
            throw new InvalidOperationException("Cannot serialize invalid archive");
        }

        if (asset is AssetArchive archive)
        {
            foreach (var part in archive.Assets.Values)
            {
                Valid(part);
            }
        }

        return asset;
    }

    private async ValueTask<object?> WriteOtherAsync(object value, Type type)
    {
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            return TypeFacts.ToPrimitive(value, type, Context);
        }

        if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException($"{type.FullName} is not a supported argument type.\n\t{Context()}");
        }

        // An output of one resource given to another: its read-only fields, named as the wire names them.
        var properties = from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                         where field.IsInitOnly
                         select KeyValuePair.Create(char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(value));
        return await WriteMapAsync([.. properties]).ConfigureAwait(false);
    }

    /// <summary>Any JSON, as it is: other objects lose their nulls, this one keeps them.</summary>
    private object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToImmutableArray(),
        JsonValueKind.Object => ImmutableDictionary<string, object?>.Empty.SetItems(
            from property in json.EnumerateObject()
            where marksInline || !Wire.IsInternal(property.Name)
            select KeyValuePair.Create(property.Name, FromJson(property.Value))),
        _ => null,
    };

    private string Context() => label + string.Concat(_path.Select(step => step.Key is null ? $"[{step.Index}]" : $".{step.Key}"));
}

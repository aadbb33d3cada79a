using System.Reflection;

namespace Pulumi;

/// <summary>A group of resources.</summary>
public class ComponentResource : Resource
{
    private readonly List<Resource> _children = [];
    private readonly bool _isRemote;
    private int _unregistered;

    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options, remote: false)
    {
    }

    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, isCustom: false, args ?? ResourceArgs.Empty, options ?? new(), remote) => _isRemote = remote;

    /// <summary>
    /// The resources that stand for <paramref name="resources"/> as dependencies: a component stands for its children, those of
    /// its child components included; a resource, and a component whose children only the engine knows, for itself.
    /// </summary>
    internal static HashSet<Resource> Reach(IEnumerable<Resource> resources)
    {
        var reached = new HashSet<Resource>();
        var seen = new HashSet<Resource>();
        var open = new Stack<Resource>(resources);
        while (open.TryPop(out var resource))
        {
            if (!seen.Add(resource))
            {
                continue;
            }

            if (resource is not ComponentResource component)
            {
                reached.Add(resource);
                continue;
            }

            if (component._isRemote)
            {
                reached.Add(resource);
            }

            lock (component._children)
            {
                component._children.ForEach(open.Push);
            }
        }

        return reached;
    }

    /// <summary>
    /// Whether there is anything below this component to wait for. Most dependencies are long registered when somebody depends on
    /// them, and without this count every dependency on a component would walk through all its children.
    /// </summary>
    internal bool HasUnregisteredDescendants => Volatile.Read(ref _unregistered) > 0 || (_isRemote && !State.IsCompleted);

    internal void AddChild(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }

        CountUnregistered(child, +1);
    }

    internal static void CountUnregistered(Resource resource, int change)
    {
        for (var ancestor = resource.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            Interlocked.Add(ref ancestor._unregistered, change);
        }
    }

    /// <summary>Registers all properties marked as outputs.</summary>
    protected void RegisterOutputs()
    {
        var outputs = from property in GetType().GetProperties()
                      where property.Name != nameof(Urn)
                      let attribute = property.GetCustomAttribute<OutputAttribute>()
                      where attribute is not null
                      let name = string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name
                      select KeyValuePair.Create(name, property.GetValue(this));

        RegisterOutputs(new Dictionary<string, object?>(outputs));
    }

    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Deployment.Running.RegisterOutputs(this, outputs);
    }
}

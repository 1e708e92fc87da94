using System.ComponentModel.DataAnnotations;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>The value is the id of a microcontroller of the catalog.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MicrocontrollerAttribute() : ValidationAttribute("a known microcontroller")
{
    public override bool IsValid(object? value) => value is string id && MicrocontrollerCatalog.TryFind(id, out _);
}
